/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Bytes of published formats, kept as hex in the test resources under {@code golden}. */
public final class GoldenBytes {

    private GoldenBytes() {}

    /** Fails unless the value is written as the resource says and is read back from it. */
    public static <T> void check(String resource, TypeSerializer<T> serializer, T value)
            throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(64);
        serializer.serialize(value, target);
        check(resource, target.getCopyOfBuffer());
        checkRead(resource, serializer, value);
    }

    /**
     * Fails unless a piece of source state is written as the resource says and read back from it.
     */
    public static <T> void check(String resource, SimpleVersionedSerializer<T> serializer, T value)
            throws IOException {
        check(resource, serializer.serialize(value));
        assertThat(serializer.deserialize(serializer.getVersion(), read(resource)))
                .as(resource)
                .isEqualTo(value);
    }

    /** Fails unless the serializer's snapshot is as the resource says and restores an equal one. */
    public static <T> void checkSnapshot(String resource, TypeSerializer<T> serializer)
            throws IOException {
        DataOutputSerializer target = new DataOutputSerializer(64);
        TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(
                target, serializer.snapshotConfiguration());
        check(resource, target.getCopyOfBuffer());
        checkSnapshotRead(resource, serializer);
    }

    /** Fails unless a value is read from what an older version wrote. */
    public static <T> void checkRead(String resource, TypeSerializer<T> serializer, T value)
            throws IOException {
        DataInputDeserializer source = new DataInputDeserializer(read(resource));
        assertThat(serializer.deserialize(source)).as(resource).isEqualTo(value);
        assertThat(source.available()).as("trailing bytes of " + resource).isZero();
    }

    /** Fails unless an older version's snapshot restores a serializer equal to this one. */
    public static <T> void checkSnapshotRead(String resource, TypeSerializer<T> serializer)
            throws IOException {
        TypeSerializerSnapshot<T> snapshot =
                TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                        new DataInputDeserializer(read(resource)),
                        GoldenBytes.class.getClassLoader());
        assertThat(snapshot.restoreSerializer()).isEqualTo(serializer);
        assertThat(
                        serializer
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(snapshot)
                                .isCompatibleAsIs())
                .isTrue();
    }

    private static void check(String resource, byte[] bytes) throws IOException {
        assertThat(HexFormat.of().formatHex(bytes))
                .as(resource)
                .isEqualTo(HexFormat.of().formatHex(read(resource)));
    }

    /** The bytes of a resource, for formats that are not written any more. */
    public static byte[] read(String resource) throws IOException {
        try (InputStream stream =
                GoldenBytes.class.getResourceAsStream("/golden/" + resource + ".hex")) {
            if (stream == null) {
                return new byte[0];
            }
            String hex = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        }
    }
}
