/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * <p>A collection or user-defined type that is not frozen has a cell for each element and
 * tombstones for all of them: an overwrite at τ leaves one of τ − 1 µs, a delete of the column one
 * of τ. As in a CDC log, such a tombstone is seen one microsecond after its own time. Without a
 * live element the column is null.
 *
 * <p>Static columns are cells of the partition, which only its deletes cover; they are part of each
 * of its rows and keep none alive.
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
        for (Write single : Write.singles(write)) {
            columnsOf(single).forEach(shape::valueColumn);
            writes.computeIfAbsent(single.partition(), key -> new ArrayList<>()).add(single);
        }
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
            Map<String, Object> statics = CellHistory.ofStatics(shape, seen, micros).values();
            Map<RowKey, List<Write>> byRow = byRow(seen);
            byRow.keySet().stream()
                    .sorted(Comparator.comparing(RowKey::clustering, this::compareRows))
                    .map(
                            key ->
                                    row(
                                            key,
                                            CellHistory.ofRow(shape, key, byRow.get(key), micros),
                                            statics))
                    .flatMap(Optional::stream)
                    .forEach(rows::add);
        }
        return rows;
    }

    private static Optional<ModelRow> row(
            RowKey key, CellHistory history, Map<String, Object> statics) {
        if (!history.isLive()) {
            return Optional.empty();
        }
        Map<String, Object> values = new HashMap<>(statics);
        values.putAll(history.values());
        return Optional.of(new ModelRow(key, values));
    }

    /**
     * The static columns at a time, also of partitions without rows.
     *
     * @param micros see {@link #rowsAt(long)}
     * @return all static columns of those partitions where one has a value
     */
    public Map<List<Object>, Map<String, Object>> staticsAt(long micros) {
        Map<List<Object>, Map<String, Object>> partitions = new HashMap<>();
        writes.forEach(
                (partition, all) -> {
                    List<Write> seen =
                            all.stream().filter(write -> write.micros() <= micros).toList();
                    CellHistory statics = CellHistory.ofStatics(shape, seen, micros);
                    if (statics.isLive()) {
                        partitions.put(partition, statics.values());
                    }
                });
        return partitions;
    }

    /**
     * What a SELECT with the write times and times to live of all cells finds in a partition.
     *
     * @param micros see {@link #rowsAt(long)}
     * @return the static columns if one of them has a value, then the rows by clustering key
     */
    public List<ReadRow> readAt(List<Object> partition, long micros) {
        List<Write> seen =
                writes.getOrDefault(partition, List.of()).stream()
                        .filter(write -> write.micros() <= micros)
                        .toList();
        List<ReadRow> read = new ArrayList<>();
        CellHistory statics = CellHistory.ofStatics(shape, seen, micros);
        if (statics.isLive()) {
            read.add(new ReadRow(new RowKey(partition, List.of()), true, statics.liveCells()));
        }
        Map<RowKey, List<Write>> byRow = byRow(seen);
        byRow.keySet().stream()
                .sorted(Comparator.comparing(RowKey::clustering, this::compareRows))
                .forEach(
                        key -> {
                            List<Write> ofRow = byRow.get(key);
                            CellHistory row = CellHistory.ofRow(shape, key, ofRow, micros);
                            if (row.isLive()) {
                                read.add(new ReadRow(key, false, row.liveCells()));
                            }
                        });
        return read;
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
        if (write instanceof Write.StaticUpdate update) {
            return update.cells().keySet();
        }
        return Set.of();
    }

    // Every row that may live, with the writes that may be of it.
    private static Map<RowKey, List<Write>> byRow(List<Write> writes) {
        Map<RowKey, List<Write>> byRow = new HashMap<>();
        for (Write write : writes) {
            rowOf(write).ifPresent(key -> byRow.computeIfAbsent(key, k -> new ArrayList<>()));
        }
        for (Write write : writes) {
            Optional<RowKey> row = rowOf(write);
            if (row.isEmpty()) {
                byRow.values().forEach(ofRow -> ofRow.add(write));
            } else {
                byRow.get(row.get()).add(write);
            }
        }
        return byRow;
    }

    private static Optional<RowKey> rowOf(Write write) {
        if (write instanceof Write.Insert insert) {
            return Optional.of(insert.key());
        } else if (write instanceof Write.Update update) {
            return Optional.of(update.key());
        } else if (write instanceof Write.ColumnDelete delete) {
            return Optional.of(delete.key());
        } else if (write instanceof Write.RowDelete delete) {
            return Optional.of(delete.key());
        }
        return Optional.empty();
    }

    private int compareRows(List<Object> left, List<Object> right) {
        return ClusteringOrder.compareRows(shape, left, right);
    }
}
