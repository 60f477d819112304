/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a table holds after a number of writes, by ScyllaDB's reconciliation. A cell is what the
 * write with the highest timestamp made it; between writes of one timestamp a dead cell wins over a
 * live one, an expiring one over one that lasts, the later expiry over the earlier, the greater
 * value (by unsigned bytes) over the smaller. A tombstone of a row, range or partition covers
 * writes with its own timestamp and older ones. What has a time to live is dead from the second
 * {@code floor(write time) + TTL} on. A row lives while its marker or one of its regular cells
 * does. The order in which writes are applied does not matter.
 *
 * <p>One difference to a server: a server counts a time to live from the moment it executes the
 * write, the model from the write's timestamp, which is all that a CDC log tells.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class TableModel {
    private final TableShape shape;
    private final Map<List<Object>, List<Write>> writes = new HashMap<>();

    /** Makes an empty table. */
    public TableModel(TableShape shape) {
        this.shape = shape;
    }

    /** The table's columns. */
    public TableShape shape() {
        return shape;
    }

    /**
     * Applies a write.
     *
     * @throws IllegalArgumentException when it names a column the table does not have
     */
    public void apply(Write write) {
        for (String column : columnsOf(write)) {
            shape.regularColumn(column);
        }
        writes.computeIfAbsent(write.partition(), key -> new ArrayList<>()).add(write);
    }

    /**
     * The live rows at a time.
     *
     * @param time see {@link #rowsAt(long)}
     * @return see {@link #rowsAt(long)}
     */
    public List<ModelRow> rowsAt(Instant time) {
        return rowsAt(ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    /**
     * The live rows at a time.
     *
     * @param micros microseconds since the epoch; later writes are not seen, what expires by then
     *     is dead
     * @return partitions in no defined order, inside a partition by clustering key
     */
    public List<ModelRow> rowsAt(long micros) {
        List<ModelRow> rows = new ArrayList<>();
        for (List<Write> all : writes.values()) {
            List<Write> seen = all.stream().filter(write -> write.micros() <= micros).toList();
            keysIn(seen).stream()
                    .sorted(Comparator.comparing(RowKey::clustering, this::compareClustering))
                    .map(key -> new RowHistory(shape, key, seen))
                    .filter(row -> row.livesAt(micros))
                    .map(row -> new ModelRow(row.key(), row.valuesAt(micros)))
                    .forEach(rows::add);
        }
        return rows;
    }

    /**
     * Counts live rows per value of a column.
     *
     * @param column a regular column
     * @param micros see {@link #rowsAt(long)}
     */
    public SegmentCounts countsAt(String column, long micros) {
        shape.regularColumn(column);
        Map<Object, Long> counts = new HashMap<>();
        long withoutValue = 0;
        for (ModelRow row : rowsAt(micros)) {
            Object value = row.values().get(column);
            if (value == null) {
                withoutValue++;
            } else {
                counts.merge(value, 1L, Long::sum);
            }
        }
        return new SegmentCounts(counts, withoutValue);
    }

    private static Set<String> columnsOf(Write write) {
        if (write instanceof Write.Insert insert) {
            return insert.cells().keySet();
        }
        if (write instanceof Write.Update update) {
            return update.cells().keySet();
        }
        if (write instanceof Write.ColumnDelete delete) {
            return Set.copyOf(delete.columns());
        }
        return Set.of();
    }

    // Only these make rows live.
    private static Set<RowKey> keysIn(List<Write> writes) {
        Set<RowKey> keys = new LinkedHashSet<>();
        for (Write write : writes) {
            if (write instanceof Write.Insert insert) {
                keys.add(insert.key());
            } else if (write instanceof Write.Update update) {
                keys.add(update.key());
            }
        }
        return keys;
    }

    private int compareClustering(List<Object> left, List<Object> right) {
        return ClusteringOrder.compare(shape, left, right, shape.clusteringKey().size());
    }
}
