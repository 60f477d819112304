/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
 *
 * <p>Version 2: version of the splits (4), number of tables (4), then for each keyspace and table;
 * four times (from, checked from, until, newest); number of generations that were passed (4) and
 * their starts in ms (8 each), ascending; and the unassigned splits, all as in version 1.
 */
final class EnumeratorStateSerializer implements SimpleVersionedSerializer<EnumeratorState> {

    private static final int VERSION = 2;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(EnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        StreamGroupSplitSerializer splits = new StreamGroupSplitSerializer(null);
        out.writeInt(splits.getVersion());
        out.writeInt(state.tables().size());
        for (TableState table : state.tables()) {
            out.writeUTF(table.table().keyspace());
            out.writeUTF(table.table().table());
            writeTime(table.from(), out);
            writeTime(table.checkedFrom(), out);
            writeTime(table.until(), out);
            writeTime(table.newest(), out);
            out.writeInt(table.passed().size());
            for (Instant start : new TreeSet<>(table.passed())) {
                out.writeLong(start.toEpochMilli());
            }
            writeSplits(table.unassigned(), splits, out);
        }
        return out.getCopyOfBuffer();
    }

    private static void writeSplits(
            List<StreamGroupSplit> unassigned,
            StreamGroupSplitSerializer splits,
            DataOutputSerializer out)
            throws IOException {
        out.writeInt(unassigned.size());
        for (StreamGroupSplit split : unassigned) {
            byte[] bytes = splits.serialize(split);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    @Override
    public EnumeratorState deserialize(int version, byte[] serialized) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        EnumeratorState state =
                switch (version) {
                    case 1 -> readVersion1(in);
                    case 2 -> readVersion2(in);
                    default ->
                            throw new IOException(
                                    "version of the enumerator's state: "
                                            + version
                                            + " (expected: 1 or 2); a newer release of the"
                                            + " connector wrote it");
                };
        if (in.available() > 0) {
            throw new IOException(
                    "enumerator's state: " + in.available() + " bytes left (expected: none)");
        }
        return state;
    }

    /** What was lost is checked from where reading began: why it began there is not told. */
    private static EnumeratorState readVersion1(DataInputDeserializer in) throws IOException {
        TableName table = new TableName(in.readUTF(), in.readUTF());
        @Nullable Instant from = readTime(in);
        @Nullable Instant until = readTime(in);
        @Nullable Instant newest = readTime(in);
        List<StreamGroupSplit> unassigned = readSplits(in.readInt(), table, in);
        return new EnumeratorState(
                List.of(new TableState(table, from, from, until, newest, Set.of(), unassigned)));
    }

    private static EnumeratorState readVersion2(DataInputDeserializer in) throws IOException {
        int splitVersion = in.readInt();
        int size = in.readInt();
        List<TableState> tables = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            TableName table = new TableName(in.readUTF(), in.readUTF());
            @Nullable Instant from = readTime(in);
            @Nullable Instant checkedFrom = readTime(in);
            @Nullable Instant until = readTime(in);
            @Nullable Instant newest = readTime(in);
            Set<Instant> passed = new TreeSet<>();
            for (int left = in.readInt(); left > 0; left--) {
                passed.add(Instant.ofEpochMilli(in.readLong()));
            }
            List<StreamGroupSplit> unassigned = readSplits(splitVersion, table, in);
            tables.add(new TableState(table, from, checkedFrom, until, newest, passed, unassigned));
        }
        return new EnumeratorState(tables);
    }

    private static List<StreamGroupSplit> readSplits(
            int version, TableName table, DataInputDeserializer in) throws IOException {
        StreamGroupSplitSerializer splits = new StreamGroupSplitSerializer(table);
        List<StreamGroupSplit> read = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            read.add(splits.deserialize(version, bytes));
        }
        return read;
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
