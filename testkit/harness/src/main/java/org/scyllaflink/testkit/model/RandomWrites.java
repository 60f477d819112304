/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * An endless sequence of random writes to one table; the same for the same seed and times.
 *
 * <p>A write with the timestamp of an earlier one (a tie) has no TTL: a server counts a TTL from
 * the moment it executes the write, so that between two expiring cells of one timestamp it may see
 * another winner than anyone who knows only timestamps and TTLs.
 *
 * <pre>{@code
 * RandomWrites writes = new RandomWrites(shape, new KeySpace(5, 10, 20), WriteMix.standard(), seed);
 * Write write = writes.next(nowMicros);
 * model.apply(write);
 * session.execute(new CqlText(shape).statement(write));
 * }</pre>
 */
public final class RandomWrites {
    private static final int REMEMBERED = 20;

    private final TableShape shape;
    private final KeySpace keys;
    private final WriteMix mix;
    private final Random random;
    private final List<Long> recent = new ArrayList<>();
    private long last = Long.MIN_VALUE;

    /** Makes a sequence; print the seed where a test may fail. */
    public RandomWrites(TableShape shape, KeySpace keys, WriteMix mix, long seed) {
        this.shape = shape;
        this.keys = keys;
        this.mix = mix;
        this.random = new Random(seed);
    }

    /**
     * The next write.
     *
     * @param nowMicros its timestamp, raised to one microsecond after the last one if it is not
     *     later, unless the write is a tie
     */
    public Write next(long nowMicros) {
        boolean tie = !recent.isEmpty() && random.nextDouble() < mix.tieShare();
        long micros;
        if (tie) {
            micros = recent.get(random.nextInt(recent.size()));
        } else {
            micros = Math.max(nowMicros, last + 1);
            last = micros;
            remember(micros);
        }
        return write(kind(), micros, tie ? 0 : ttl());
    }

    private void remember(long micros) {
        recent.add(micros);
        if (recent.size() > REMEMBERED) {
            recent.remove(0);
        }
    }

    private WriteKind kind() {
        int total = mix.weights().values().stream().mapToInt(Integer::intValue).sum();
        int drawn = random.nextInt(total);
        for (WriteKind kind : WriteKind.values()) {
            drawn -= mix.weights().getOrDefault(kind, 0);
            if (drawn < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("no kind drawn from " + mix.weights());
    }

    private int ttl() {
        WriteMix.Ttls ttls = mix.ttls();
        return random.nextDouble() < ttls.share()
                ? ttls.minSeconds() + random.nextInt(ttls.maxSeconds() - ttls.minSeconds() + 1)
                : 0;
    }

    // A table without regular columns has no updates, one without clustering key no ranges.
    private Write write(WriteKind kind, long micros, int ttl) {
        boolean hasCells = !shape.regular().isEmpty();
        return switch (kind) {
            case INSERT -> new Write.Insert(key(), cells(0), micros, ttl);
            case UPDATE ->
                    hasCells
                            ? new Write.Update(key(), cells(1), micros, ttl)
                            : new Write.Insert(key(), Map.of(), micros, ttl);
            case COLUMN_DELETE ->
                    hasCells
                            ? new Write.ColumnDelete(key(), List.copyOf(cells(1).keySet()), micros)
                            : new Write.RowDelete(key(), micros);
            case ROW_DELETE -> new Write.RowDelete(key(), micros);
            case RANGE_DELETE ->
                    shape.clusteringKey().isEmpty()
                            ? new Write.PartitionDelete(partition(), micros)
                            : range(micros);
            case PARTITION_DELETE -> new Write.PartitionDelete(partition(), micros);
        };
    }

    private RowKey key() {
        List<Object> clustering = new ArrayList<>();
        for (ModelColumn column : shape.clusteringKey()) {
            clustering.add(value(column, keys.clusterings()));
        }
        return new RowKey(partition(), clustering);
    }

    private List<Object> partition() {
        List<Object> partition = new ArrayList<>();
        for (ModelColumn column : shape.partitionKey()) {
            partition.add(value(column, keys.partitions()));
        }
        return partition;
    }

    private Map<String, Object> cells(int atLeast) {
        Map<String, Object> cells = new LinkedHashMap<>();
        for (ModelColumn column : shape.regular()) {
            if (random.nextBoolean()) {
                cells.put(column.name(), cell(column));
            }
        }
        if (cells.size() < atLeast) {
            ModelColumn column = shape.regular().get(random.nextInt(shape.regular().size()));
            cells.put(column.name(), cell(column));
        }
        return cells;
    }

    private Object cell(ModelColumn column) {
        return random.nextDouble() < mix.nullShare() ? null : value(column, keys.values());
    }

    // Some leading columns are fixed; the next one has a lower end, an upper end, both or none.
    private Write range(long micros) {
        List<Object> fixed = new ArrayList<>();
        int depth = random.nextInt(shape.clusteringKey().size());
        for (ModelColumn column : shape.clusteringKey().subList(0, depth)) {
            fixed.add(value(column, keys.clusterings()));
        }
        ModelColumn next = shape.clusteringKey().get(depth);
        Object low = value(next, keys.clusterings());
        Object high = value(next, keys.clusterings());
        if (next.type().compare(low, high) >= 0) {
            high = null;
        } else if (random.nextInt(4) == 0) {
            low = null;
        }
        if (high == null && depth > 0 && random.nextInt(4) == 0) {
            low = null;
        }
        return new Write.RangeDelete(partition(), end(fixed, low), end(fixed, high), micros);
    }

    private Bound end(List<Object> fixed, Object value) {
        if (value == null) {
            return new Bound(fixed, true);
        }
        List<Object> prefix = new ArrayList<>(fixed);
        prefix.add(value);
        return new Bound(prefix, random.nextBoolean());
    }

    private Object value(ModelColumn column, int different) {
        int drawn = random.nextInt(different);
        return switch (column.type()) {
            // Negative ones, too: their bytes are greater than those of positive ones.
            case INT -> drawn - different / 2;
            case BIGINT -> (long) drawn - different / 2;
            case DOUBLE -> (drawn - different / 2) / 2.0;
            case BOOLEAN -> drawn % 2 == 0;
            case TEXT -> "it's " + drawn;
            case TIMESTAMP -> Instant.ofEpochSecond(drawn * 1000L);
        };
    }
}
