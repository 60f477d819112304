/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Encoding;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.TokenRange;

/**
 * Format of ranges in savepoints, big-endian.
 *
 * <p>Version 1: number (4 bytes); start, exclusive, and end of the token range (8 each); time of
 * the rows in µs (8); whether there is a last row, 0 none, 1 static columns, 2 another (1), and if
 * so its token (8), partition key and, of the other, clustering key, both as of {@link Encoding}.
 */
final class TableRangeSplitSerializer implements SimpleVersionedSerializer<TableRangeSplit> {

    private static final int VERSION = 1;

    private static final int NONE = 0;
    private static final int STATIC = 1;
    private static final int ROW = 2;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(TableRangeSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeInt(split.number());
        out.writeLong(split.range().after());
        out.writeLong(split.range().last());
        out.writeLong(split.originMicros());
        write(split.last(), out);
        return out.getCopyOfBuffer();
    }

    private static void write(@Nullable RowPosition last, DataOutputSerializer out)
            throws IOException {
        if (last == null) {
            out.writeByte(NONE);
            return;
        }
        out.writeByte(last.clusteringKey() == null ? STATIC : ROW);
        out.writeLong(last.token());
        Encoding.writeKey(last.partitionKey(), out);
        if (last.clusteringKey() != null) {
            Encoding.writeKey(last.clusteringKey(), out);
        }
    }

    @Override
    public TableRangeSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "version of a range: "
                            + version
                            + " (expected: 1); a newer release of the connector wrote it");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        TableRangeSplit split =
                new TableRangeSplit(
                        in.readInt(),
                        new TokenRange(in.readLong(), in.readLong()),
                        in.readLong(),
                        readPosition(in));
        if (in.available() > 0) {
            throw new IOException(
                    "range "
                            + split.number()
                            + ": "
                            + in.available()
                            + " bytes left (expected: none)");
        }
        return split;
    }

    private static @Nullable RowPosition readPosition(DataInputDeserializer in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case NONE -> null;
            case STATIC -> new RowPosition(in.readLong(), Encoding.readKey(in), null);
            case ROW -> {
                long token = in.readLong();
                Key partitionKey = Encoding.readKey(in);
                yield new RowPosition(token, partitionKey, Encoding.readKey(in));
            }
            default ->
                    throw new IOException(
                            "kind of a range's last row: " + kind + " (expected: 0 to 2)");
        };
    }
}
