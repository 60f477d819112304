/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.scyllaflink.connector.cql.RangeStreams;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.model.TokenRange;

/** Changes of a table of a key and a number. */
final class Changes {

    static final TableName TABLE = new TableName("shop", "orders");

    static final TableSchema SCHEMA = schema(TABLE);

    private Changes() {}

    static TableSchema schema(TableName table) {
        return new TableSchema(
                table,
                List.of(
                        Column.partitionKey("key", CqlType.Native.INT),
                        Column.regular("number", CqlType.Native.INT)));
    }

    /** Streams of a generation as of a ring with so many vnodes, each with so many shards. */
    static List<StreamId> streams(int generation, int vnodes, int shards) {
        List<StreamId> streams = new ArrayList<>();
        for (int vnode = 0; vnode < vnodes; vnode++) {
            for (int shard = 0; shard < shards; shard++) {
                long random = generation * 1000L + shard;
                streams.add(new StreamId(vnode * 100L, random << 26 | (long) vnode << 4 | 1));
            }
        }
        return streams;
    }

    /** Streams of a stream set of tablets, by the last tokens of these. */
    static List<StreamId> tablets(int set, long... lastTokens) {
        return LongStream.of(lastTokens)
                .mapToObj(token -> new StreamId(token, (set + 1000L) << 26 | 1))
                .toList();
    }

    /** The ranges of streams in token order; streams of the same token share one. */
    static List<RangeStreams> ranges(List<StreamId> streams) {
        NavigableMap<Long, List<StreamId>> byToken = new TreeMap<>();
        for (StreamId stream : streams) {
            byToken.computeIfAbsent(stream.token(), token -> new ArrayList<>()).add(stream);
        }
        List<RangeStreams> ranges = new ArrayList<>();
        long after = byToken.lastKey();
        for (Map.Entry<Long, List<StreamId>> range : byToken.entrySet()) {
            ranges.add(new RangeStreams(new TokenRange(after, range.getKey()), range.getValue()));
            after = range.getKey();
        }
        return ranges;
    }

    /** A split of all tokens of the table. */
    static StreamGroupSplit split(
            Instant generation, int group, List<StreamId> streams, Position position) {
        return new StreamGroupSplit(TABLE, generation, group, TokenRange.ring(), streams, position);
    }

    /** The schedule of a generation, of the table alone. */
    static ReadingSchedule schedule(long currentMillis, long horizonMillis, Long... switches) {
        return new ReadingSchedule(
                horizonMillis,
                Map.of(
                        TABLE,
                        new TableSchedule(currentMillis, List.of(switches), false, Set.of(), null)),
                true,
                false);
    }

    /** Where the changes of a key are logged. */
    static StreamId streamOf(int key, List<StreamId> streams) {
        long token = key * 47 % 400;
        List<StreamId> ofRange =
                ranges(streams).stream()
                        .filter(range -> range.range().contains(token))
                        .findFirst()
                        .orElseThrow()
                        .streams();
        return ofRange.get(key % ofRange.size());
    }

    /** A batch that gives one key several numbers, one change each. */
    static ChangeBatch batch(
            StreamId stream, Instant generation, CdcTime time, int key, List<Integer> numbers) {
        return batch(SCHEMA, stream, generation, time, key, numbers);
    }

    /** A batch of a table of keys and numbers. */
    static ChangeBatch batch(
            TableSchema schema,
            StreamId stream,
            Instant generation,
            CdcTime time,
            int key,
            List<Integer> numbers) {
        List<Change> changes = new ArrayList<>();
        for (int number : numbers) {
            ChangeId id = new ChangeId(stream, time, changes.size());
            changes.add(
                    new RowChange(
                            new ChangeOrigin(schema, id, generation, false),
                            Key.of(value(key)),
                            Key.EMPTY,
                            null,
                            List.of(new ColumnDelta.Written(value(number), 0)),
                            null,
                            null));
        }
        return new ChangeBatch(stream, time, changes);
    }

    static int key(Change change) {
        return number(change.partitionKey().value(0));
    }

    static int number(Change change) {
        return number(((ColumnDelta.Written) ((RowChange) change).delta(0)).value());
    }

    /** The table and key of a change, as text. */
    static String row(Change change) {
        return change.origin().schema().table() + "/" + key(change);
    }

    private static CqlValue value(int number) {
        return CqlValue.wrap(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    private static int number(CqlValue value) {
        return ByteBuffer.wrap(value.bytes()).getInt();
    }
}
