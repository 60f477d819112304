/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.io.IOException;
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
 * <p>Version 1: whether the table is told (1 byte), and if so keyspace and table, each its length
 * in bytes (2) and modified UTF-8; number of all ranges (4); version of the ranges (4) and how many
 * no reader has (4), then for each its length (4) and bytes as of {@link
 * TableRangeSplitSerializer}.
 */
final class ScanStateSerializer implements SimpleVersionedSerializer<ScanState> {

    private static final int VERSION = 1;

    private final TableRangeSplitSerializer splits = new TableRangeSplitSerializer();

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(ScanState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        @Nullable TableName table = state.table();
        out.writeBoolean(table != null);
        if (table != null) {
            out.writeUTF(table.keyspace());
            out.writeUTF(table.table());
        }
        out.writeInt(state.ranges());
        out.writeInt(splits.getVersion());
        out.writeInt(state.unassigned().size());
        for (TableRangeSplit split : state.unassigned()) {
            byte[] bytes = splits.serialize(split);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public ScanState deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "version of the enumerator's state: "
                            + version
                            + " (expected: 1); a newer release of the connector wrote it");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        @Nullable TableName table =
                in.readBoolean() ? new TableName(in.readUTF(), in.readUTF()) : null;
        int ranges = in.readInt();
        int splitVersion = in.readInt();
        List<TableRangeSplit> unassigned = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            unassigned.add(splits.deserialize(splitVersion, bytes));
        }
        if (in.available() > 0) {
            throw new IOException(
                    "enumerator's state: " + in.available() + " bytes left (expected: none)");
        }
        return new ScanState(table, ranges, unassigned);
    }
}
