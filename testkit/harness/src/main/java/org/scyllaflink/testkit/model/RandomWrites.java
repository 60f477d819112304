/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

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
    private final RandomCells cells;
    private final List<Long> recent = new ArrayList<>();
    private long last = Long.MIN_VALUE;

    /** Makes a sequence; print the seed where a test may fail. */
    public RandomWrites(TableShape shape, KeySpace keys, WriteMix mix, long seed) {
        this.shape = shape;
        this.keys = keys;
        this.mix = mix;
        this.random = new Random(seed);
        this.cells = new RandomCells(shape, keys.values(), mix.nullShare(), random);
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
        return write(kind(mix.weights()), partition(), micros, tie);
    }

    private void remember(long micros) {
        recent.add(micros);
        if (recent.size() > REMEMBERED) {
            recent.remove(0);
        }
    }

    private WriteKind kind(Map<WriteKind, Integer> weights) {
        int total = weights.values().stream().mapToInt(Integer::intValue).sum();
        int drawn = random.nextInt(total);
        for (WriteKind kind : WriteKind.values()) {
            drawn -= weights.getOrDefault(kind, 0);
            if (drawn < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("no kind drawn from " + weights);
    }

    private int ttl() {
        WriteMix.Ttls ttls = mix.ttls();
        return random.nextDouble() < ttls.share()
                ? ttls.minSeconds() + random.nextInt(ttls.maxSeconds() - ttls.minSeconds() + 1)
                : 0;
    }

    // What a table has no columns for becomes the nearest kind that it has some for.
    private Write write(WriteKind wanted, List<Object> partition, long micros, boolean tie) {
        return switch (possible(wanted)) {
            case INSERT -> {
                int ttl = tie ? 0 : ttl();
                yield new Write.Insert(key(partition), cells.inserted(), micros, ttl);
            }
            case UPDATE -> {
                int ttl = tie ? 0 : ttl();
                yield new Write.Update(key(partition), cells.updated(), micros, ttl);
            }
            case COLUMN_DELETE ->
                    new Write.ColumnDelete(
                            key(partition), List.copyOf(cells.updated().keySet()), micros);
            case ROW_DELETE -> new Write.RowDelete(key(partition), micros);
            case RANGE_DELETE -> range(partition, micros);
            case PARTITION_DELETE -> new Write.PartitionDelete(partition, micros);
            case STATIC_UPDATE -> {
                int ttl = tie ? 0 : ttl();
                yield new Write.StaticUpdate(partition, cells.statics(), micros, ttl);
            }
            case BATCH -> batch(partition, micros, tie);
            case ROWS_IN -> rowsIn(partition, micros, tie);
            case LIST_PLACES ->
                    new Write.Update(key(partition), cells.listPlaces(), micros, tie ? 0 : ttl());
        };
    }

    private WriteKind possible(WriteKind kind) {
        return switch (kind) {
            case UPDATE -> shape.regular().isEmpty() ? WriteKind.INSERT : kind;
            case COLUMN_DELETE -> shape.regular().isEmpty() ? WriteKind.ROW_DELETE : kind;
            case RANGE_DELETE ->
                    shape.clusteringKey().isEmpty() ? WriteKind.PARTITION_DELETE : kind;
            case STATIC_UPDATE -> shape.statics().isEmpty() ? WriteKind.INSERT : kind;
            case ROWS_IN ->
                    shape.clusteringKey().isEmpty() || shape.regular().isEmpty()
                            ? WriteKind.INSERT
                            : kind;
            case LIST_PLACES -> cells.hasLists() ? kind : WriteKind.INSERT;
            default -> kind;
        };
    }

    private Write batch(List<Object> partition, long micros, boolean tie) {
        Map<WriteKind, Integer> single = new EnumMap<>(mix.weights());
        single.remove(WriteKind.BATCH);
        single.remove(WriteKind.ROWS_IN);
        List<Write> writes = new ArrayList<>();
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            writes.add(write(kind(single), partition, micros, tie));
        }
        return new Write.Several(Write.Several.Form.BATCH, writes);
    }

    private Write rowsIn(List<Object> partition, long micros, boolean tie) {
        RowKey first = key(partition);
        int ttl = tie ? 0 : ttl();
        int last = shape.clusteringKey().size() - 1;
        boolean update = random.nextInt(3) > 0;
        Map<String, Object> changed = cells.updated();
        shape.statics().forEach(column -> changed.remove(column.name()));
        Set<RowKey> rows = new LinkedHashSet<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            List<Object> clustering = new ArrayList<>(first.clustering());
            clustering.set(last, key(partition).clustering().get(last));
            rows.add(new RowKey(partition, clustering));
        }
        List<Write> writes = new ArrayList<>();
        for (RowKey row : rows) {
            writes.add(
                    update && !changed.isEmpty()
                            ? new Write.Update(row, changed, micros, ttl)
                            : new Write.RowDelete(row, micros));
        }
        return new Write.Several(Write.Several.Form.IN, writes);
    }

    private RowKey key(List<Object> partition) {
        List<Object> clustering = new ArrayList<>();
        for (ModelColumn column : shape.clusteringKey()) {
            clustering.add(clusteringValue(column));
        }
        return new RowKey(partition, clustering);
    }

    private Object clusteringValue(ModelColumn column) {
        return cells.value(column.type(), keys.clusterings());
    }

    private List<Object> partition() {
        List<Object> partition = new ArrayList<>();
        for (ModelColumn column : shape.partitionKey()) {
            partition.add(cells.value(column.type(), keys.partitions()));
        }
        return partition;
    }

    private Write range(List<Object> partition, long micros) {
        boolean rising = shape.clusteringKey().stream().noneMatch(ModelColumn::descending);
        return rising && shape.clusteringKey().size() > 1 && random.nextInt(3) == 0
                ? rangeOfTuples(partition, micros)
                : rangeOfOneColumn(partition, micros);
    }

    // Ends of any number of columns; to CQL a range without an end is the partition.
    private Write rangeOfTuples(List<Object> partition, long micros) {
        Bound lower = someEnd(partition);
        Bound upper = someEnd(partition);
        return lower.equals(Bound.OPEN) && upper.equals(Bound.OPEN)
                ? new Write.PartitionDelete(partition, micros)
                : new Write.RangeDelete(partition, lower, upper, micros);
    }

    private Bound someEnd(List<Object> partition) {
        int columns = random.nextInt(shape.clusteringKey().size() + 1);
        return columns == 0
                ? Bound.OPEN
                : new Bound(key(partition).clustering().subList(0, columns), random.nextBoolean());
    }

    // Some leading columns are fixed; the next one has a lower end, an upper end, both or none.
    private Write rangeOfOneColumn(List<Object> partition, long micros) {
        List<Object> fixed = new ArrayList<>();
        int depth = random.nextInt(shape.clusteringKey().size());
        for (ModelColumn column : shape.clusteringKey().subList(0, depth)) {
            fixed.add(clusteringValue(column));
        }
        ModelColumn next = shape.clusteringKey().get(depth);
        Object low = clusteringValue(next);
        Object high = clusteringValue(next);
        if (next.type().compare(low, high) >= 0) {
            high = null;
        } else if (random.nextInt(4) == 0) {
            low = null;
        }
        if (high == null && depth > 0 && random.nextInt(4) == 0) {
            low = null;
        }
        return new Write.RangeDelete(partition, end(fixed, low), end(fixed, high), micros);
    }

    private Bound end(List<Object> fixed, Object value) {
        if (value == null) {
            return new Bound(fixed, true);
        }
        List<Object> prefix = new ArrayList<>(fixed);
        prefix.add(value);
        return new Bound(prefix, random.nextBoolean());
    }
}
