/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TokenRange;

/**
 * Format of splits in savepoints, big-endian.
 *
 * <p>Version 1: generation in ms (8 bytes), group (4), complete until in ms (8), number of streams
 * (4), then for each its id (16) and whether it is ahead (1), and if so its last {@code cdc$time}
 * (16). The table is the only one of the source, the range the whole ring.
 *
 * <p>Version 2: keyspace and table, each its length in bytes (2) and modified UTF-8; start,
 * exclusive, and end of the token range (8 each); then as version 1; then whether emitted batches
 * are remembered (1), and if so these.
 */
final class StreamGroupSplitSerializer implements SimpleVersionedSerializer<StreamGroupSplit> {

    private static final int VERSION = 2;

    private final @Nullable TableName onlyTable;

    /**
     * @param onlyTable that of splits of version 1; null if the source may have several, so that
     *     none can be told
     */
    StreamGroupSplitSerializer(@Nullable TableName onlyTable) {
        this.onlyTable = onlyTable;
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(StreamGroupSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(80 + 33 * split.streams().size());
        out.writeUTF(split.table().keyspace());
        out.writeUTF(split.table().table());
        out.writeLong(split.range().after());
        out.writeLong(split.range().last());
        out.writeLong(split.generation().toEpochMilli());
        out.writeInt(split.group());
        out.writeLong(split.position().completeUntil().toEpochMilli());
        out.writeInt(split.streams().size());
        for (StreamId stream : split.streams()) {
            out.writeLong(stream.token());
            out.writeLong(stream.low());
            @Nullable CdcTime time = split.position().ahead().get(stream);
            out.writeBoolean(time != null);
            if (time != null) {
                out.writeLong(time.mostSignificant());
                out.writeLong(time.leastSignificant());
            }
        }
        @Nullable RememberedBatches remembered = split.position().remembered();
        out.writeBoolean(remembered != null);
        if (remembered != null) {
            remembered.write(out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public StreamGroupSplit deserialize(int version, byte[] serialized) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        return switch (version) {
            case 1 -> readStreams(tableOfVersion1(), TokenRange.ring(), in, false);
            case 2 -> {
                TableName table = new TableName(in.readUTF(), in.readUTF());
                TokenRange range = new TokenRange(in.readLong(), in.readLong());
                yield readStreams(table, range, in, true);
            }
            default ->
                    throw new IOException(
                            "version of a split: "
                                    + version
                                    + " (expected: 1 or 2); a newer release"
                                    + " of the connector wrote it");
        };
    }

    private TableName tableOfVersion1() throws IOException {
        if (onlyTable == null) {
            throw new IOException(
                    "a split of version 1 does not name its table (expected: a source of that one"
                            + " table, and others added after its next savepoint)");
        }
        return onlyTable;
    }

    private static StreamGroupSplit readStreams(
            TableName table, TokenRange range, DataInputDeserializer in, boolean mayRemember)
            throws IOException {
        Instant generation = Instant.ofEpochMilli(in.readLong());
        int group = in.readInt();
        Instant completeUntil = Instant.ofEpochMilli(in.readLong());
        int size = in.readInt();
        List<StreamId> streams = new ArrayList<>();
        Map<StreamId, CdcTime> ahead = new HashMap<>();
        for (int i = 0; i < size; i++) {
            StreamId stream = new StreamId(in.readLong(), in.readLong());
            streams.add(stream);
            if (in.readBoolean()) {
                ahead.put(stream, new CdcTime(in.readLong(), in.readLong()));
            }
        }
        boolean remembers = mayRemember && in.readBoolean();
        @Nullable RememberedBatches remembered =
                remembers ? RememberedBatches.read(in, size) : null;
        if (in.available() > 0) {
            throw new IOException(
                    "split of generation "
                            + generation
                            + ": "
                            + in.available()
                            + " bytes left (expected: none)");
        }
        return new StreamGroupSplit(
                table,
                generation,
                group,
                range,
                streams,
                new Position(completeUntil, ahead, remembered));
    }
}
