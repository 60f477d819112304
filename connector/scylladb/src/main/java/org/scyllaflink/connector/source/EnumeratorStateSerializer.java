/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;

/**
 * Format of the enumerator's state in savepoints, big-endian.
 *
 * <p>Version 1: keyspace and table, each its length in bytes (2) and modified UTF-8; three times
 * (from, until, newest), each whether there is one (1 byte), and if so in ms (8); version of the
 * splits (4), number of unassigned splits (4), then for each its length (4) and bytes as of {@link
 * StreamGroupSplitSerializer}.
 */
final class EnumeratorStateSerializer implements SimpleVersionedSerializer<EnumeratorState> {

    private static final int VERSION = 1;

    private final StreamGroupSplitSerializer splits = new StreamGroupSplitSerializer();

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(EnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeUTF(state.table().keyspace());
        out.writeUTF(state.table().table());
        writeTime(state.from(), out);
        writeTime(state.until(), out);
        writeTime(state.newest(), out);
        out.writeInt(splits.getVersion());
        out.writeInt(state.unassigned().size());
        for (StreamGroupSplit split : state.unassigned()) {
            byte[] bytes = splits.serialize(split);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public EnumeratorState deserialize(int version, byte[] serialized) throws IOException {
        return switch (version) {
            case 1 -> readVersion1(serialized);
            default ->
                    throw new IOException(
                            "version of the enumerator's state: "
                                    + version
                                    + " (expected: 1); a"
                                    + " newer release of the connector wrote it");
        };
    }

    private EnumeratorState readVersion1(byte[] serialized) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        TableName table = new TableName(in.readUTF(), in.readUTF());
        @Nullable Instant from = readTime(in);
        @Nullable Instant until = readTime(in);
        @Nullable Instant newest = readTime(in);
        int splitVersion = in.readInt();
        int size = in.readInt();
        List<StreamGroupSplit> unassigned = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            unassigned.add(splits.deserialize(splitVersion, bytes));
        }
        if (in.available() > 0) {
            throw new IOException(
                    "enumerator's state: " + in.available() + " bytes left (expected: none)");
        }
        return new EnumeratorState(table, from, until, newest, unassigned);
    }

    private static void writeTime(@Nullable Instant time, DataOutputSerializer out)
            throws IOException {
        out.writeBoolean(time != null);
        if (time != null) {
            out.writeLong(time.toEpochMilli());
        }
    }

    private static @Nullable Instant readTime(DataInputDeserializer in) throws IOException {
        return in.readBoolean() ? Instant.ofEpochMilli(in.readLong()) : null;
    }
}
