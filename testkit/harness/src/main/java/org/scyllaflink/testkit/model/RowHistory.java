/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that happened to one row, and what is left of it. */
final class RowHistory {
    // A marker has no value; all markers are alike.
    private static final Object MARKER = Boolean.TRUE;

    private final TableShape shape;
    private final RowKey key;
    private final List<Cell> markers = new ArrayList<>();
    private final Map<String, List<Cell>> cells = new HashMap<>();
    private final List<Long> tombstones = new ArrayList<>();

    /** Takes the writes of the row's partition, in any order. */
    RowHistory(TableShape shape, RowKey key, List<Write> partition) {
        this.shape = shape;
        this.key = key;
        shape.regular().forEach(column -> cells.put(column.name(), new ArrayList<>()));
        partition.forEach(this::add);
    }

    RowKey key() {
        return key;
    }

    boolean livesAt(long micros) {
        return winner(markers, ModelType.BOOLEAN).livesAt(micros)
                || valuesAt(micros).values().stream().anyMatch(value -> value != null);
    }

    /** All regular columns, null where there is no value. */
    Map<String, Object> valuesAt(long micros) {
        Map<String, Object> values = new HashMap<>();
        for (ModelColumn column : shape.regular()) {
            Cell cell = winner(cells.get(column.name()), column.type());
            values.put(column.name(), cell.livesAt(micros) ? cell.value() : null);
        }
        return values;
    }

    private void add(Write write) {
        if (write instanceof Write.Insert insert) {
            if (insert.key().equals(key)) {
                markers.add(Cell.written(insert.micros(), MARKER, insert.ttlSeconds()));
                addCells(insert.cells(), insert.micros(), insert.ttlSeconds());
            }
        } else if (write instanceof Write.Update update) {
            if (update.key().equals(key)) {
                addCells(update.cells(), update.micros(), update.ttlSeconds());
            }
        } else if (write instanceof Write.ColumnDelete delete) {
            if (delete.key().equals(key)) {
                Cell dead = new Cell.Dead(delete.micros());
                delete.columns().forEach(column -> cells.get(column).add(dead));
            }
        } else if (covers(write)) {
            tombstones.add(write.micros());
        }
    }

    private void addCells(Map<String, Object> values, long micros, int ttlSeconds) {
        values.forEach(
                (column, value) ->
                        cells.get(column)
                                .add(
                                        value == null
                                                ? new Cell.Dead(micros)
                                                : Cell.written(micros, value, ttlSeconds)));
    }

    private boolean covers(Write write) {
        if (write instanceof Write.RowDelete delete) {
            return delete.key().equals(key);
        }
        if (write instanceof Write.RangeDelete delete) {
            return ClusteringOrder.isInside(
                    shape, key.clustering(), delete.lower(), delete.upper());
        }
        return write instanceof Write.PartitionDelete;
    }

    // A tombstone of the row acts like one of each of its cells: it covers its own timestamp, too.
    private Cell winner(List<Cell> written, ModelType type) {
        List<Cell> all = new ArrayList<>(written);
        tombstones.forEach(micros -> all.add(new Cell.Dead(micros)));
        return all.stream()
                .max(Cell.order(type::compareBytes))
                .orElse(new Cell.Dead(Long.MIN_VALUE));
    }
}
