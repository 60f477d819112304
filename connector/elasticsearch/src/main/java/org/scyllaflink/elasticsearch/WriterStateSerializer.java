/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Delete;
import org.scyllaflink.elasticsearch.ElasticsearchOperation.Upsert;

/**
 * The operations that wait to be sent, as they stand in checkpoints.
 *
 * <p>Version 1, all numbers big-endian: {@code int} count, then for each operation {@code byte}
 * kind (1 upsert, 2 delete), index, id, {@code long} version, and for an upsert the document; texts
 * and documents are an {@code int} number of bytes and the bytes (UTF-8). Sizes are not stored:
 * they follow from the operation and from the settings of the job that reads it.
 */
final class WriterStateSerializer
        implements SimpleVersionedSerializer<BufferedRequestState<ElasticsearchOperation>> {
    private static final int VERSION_1 = 1;
    private static final byte UPSERT = 1;
    private static final byte DELETE = 2;

    @Override
    public int getVersion() {
        return VERSION_1;
    }

    @Override
    public byte[] serialize(BufferedRequestState<ElasticsearchOperation> state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(state.getBufferedRequestEntries().size());
        for (RequestEntryWrapper<ElasticsearchOperation> entry :
                state.getBufferedRequestEntries()) {
            write(entry.getRequestEntry(), out);
        }
        return bytes.toByteArray();
    }

    @Override
    public BufferedRequestState<ElasticsearchOperation> deserialize(int version, byte[] serialized)
            throws IOException {
        if (version != VERSION_1) {
            throw new IOException(
                    "Elasticsearch sink state: version " + version + " (expected one of: 1)");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        int count = in.readInt();
        List<RequestEntryWrapper<ElasticsearchOperation>> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ElasticsearchOperation operation = read(in);
            entries.add(new RequestEntryWrapper<>(operation, operation.sizeInBytes()));
        }
        if (in.available() > 0) {
            throw new IOException(
                    String.format(
                            "Elasticsearch sink state: %d bytes after the last of %d operations"
                                    + " (expected none)",
                            in.available(), count));
        }
        return new BufferedRequestState<>(entries);
    }

    private static void write(ElasticsearchOperation operation, DataOutputStream out)
            throws IOException {
        out.writeByte(operation instanceof Upsert ? UPSERT : DELETE);
        writeText(operation.index(), out);
        writeText(operation.id(), out);
        out.writeLong(operation.version());
        if (operation instanceof Upsert upsert) {
            writeBytes(upsert.document().bytes(), out);
        }
    }

    private static ElasticsearchOperation read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        if (kind != UPSERT && kind != DELETE) {
            throw new IOException(
                    "Elasticsearch sink state: operation kind "
                            + kind
                            + " (expected 1, an upsert, or 2, a delete)");
        }
        String index = readText(in);
        String id = readText(in);
        long version = in.readLong();
        return kind == UPSERT
                ? new Upsert(index, id, version, JsonDocument.of(readBytes(in)))
                : new Delete(index, id, version);
    }

    /** {@code writeUTF} stops at 64 KiB and changes the encoding of some characters. */
    private static void writeText(String text, DataOutputStream out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException(
                    String.format(
                            "Elasticsearch sink state: a field of %d bytes (expected at most the %d"
                                    + " that are left)",
                            length, in.available()));
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
