/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All that happened to the cells of one row, or to the static ones of a partition, up to a time,
 * and what is left of it then.
 */
final class CellHistory {
    // A marker has no value; all markers are alike.
    private static final Object MARKER = Boolean.TRUE;

    private final List<ModelColumn> columns;
    private final long now;
    private final List<Cell> markers = new ArrayList<>();
    private final Map<String, List<Cell>> cells = new HashMap<>();
    private final Map<String, Map<Object, List<Cell>>> elements = new HashMap<>();

    /** Of all cells, and of all cells of a column. */
    private final List<Cell> tombstones = new ArrayList<>();

    private final Map<String, List<Cell>> columnTombstones = new HashMap<>();

    private CellHistory(List<ModelColumn> columns, long now) {
        this.columns = columns;
        this.now = now;
        for (ModelColumn column : columns) {
            cells.put(column.name(), new ArrayList<>());
            elements.put(column.name(), new HashMap<>());
            columnTombstones.put(column.name(), new ArrayList<>());
        }
    }

    /** Takes the writes of the row's partition up to now, in any order. */
    static CellHistory ofRow(TableShape shape, RowKey key, List<Write> partition, long now) {
        CellHistory history = new CellHistory(shape.regular(), now);
        for (Write write : partition) {
            if (write instanceof Write.Insert insert && insert.key().equals(key)) {
                history.markers.add(Cell.written(insert.micros(), MARKER, insert.ttlSeconds()));
            }
            history.add(write, key::equals);
            if (covers(shape, write, key)) {
                history.tombstones.add(new Cell.Dead(write.micros()));
            }
        }
        return history;
    }

    /** Takes the writes of a partition up to now, in any order. */
    static CellHistory ofStatics(TableShape shape, List<Write> partition, long now) {
        CellHistory history = new CellHistory(shape.statics(), now);
        for (Write write : partition) {
            history.add(write, anyRow -> true);
            if (write instanceof Write.StaticUpdate update) {
                history.addCells(update.cells(), update.micros(), update.ttlSeconds());
            } else if (write instanceof Write.PartitionDelete) {
                history.tombstones.add(new Cell.Dead(write.micros()));
            }
        }
        return history;
    }

    /** Whether the marker or one of the cells is live. */
    boolean isLive() {
        return winner(markers, List.of(), ModelType.BOOLEAN).livesAt(now)
                || values().values().stream().anyMatch(value -> value != null);
    }

    /** All columns, null where there is no value. */
    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        for (ModelColumn column : columns) {
            values.put(column.name(), value(column));
        }
        return values;
    }

    private Object value(ModelColumn column) {
        if (column.type().isOneCell()) {
            Cell cell = winner(cells.get(column.name()), List.of(), column.type());
            return cell.livesAt(now) ? cell.value() : null;
        }
        Map<Object, Object> live = new HashMap<>();
        liveElements(column).forEach((element, cell) -> live.put(element, cell.value()));
        return ElementChange.valueOf(column.type(), live);
    }

    private Map<Object, Cell> liveElements(ModelColumn column) {
        List<Cell> dead = columnTombstones.get(column.name());
        Map<Object, Cell> live = new HashMap<>();
        elements.get(column.name())
                .forEach(
                        (element, written) -> {
                            ModelType type = ElementChange.valueType(column.type(), element);
                            Cell cell = winner(written, dead, type);
                            if (cell.livesAt(now)) {
                                live.put(element, cell);
                            }
                        });
        return live;
    }

    /** All live cells, by column, those of one column in the order of their elements. */
    List<ReadRow.ReadCell> liveCells() {
        List<ReadRow.ReadCell> live = new ArrayList<>();
        for (ModelColumn column : columns) {
            if (column.type().isOneCell()) {
                Cell cell = winner(cells.get(column.name()), List.of(), column.type());
                if (cell.livesAt(now)) {
                    live.add(read(column, null, cell));
                }
            } else {
                liveElements(column).entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(ElementChange.order(column.type())))
                        .map(element -> read(column, element.getKey(), element.getValue()))
                        .forEach(live::add);
            }
        }
        return live;
    }

    private static ReadRow.ReadCell read(ModelColumn column, Object element, Cell cell) {
        long expirySecond = cell instanceof Cell.Expiring expiring ? expiring.expirySecond() : 0;
        return new ReadRow.ReadCell(
                column.name(), element, cell.value(), cell.micros(), expirySecond);
    }

    // A tombstone of many cells acts like one of each: it covers its own timestamp, too.
    private Cell winner(List<Cell> written, List<Cell> dead, ModelType type) {
        List<Cell> all = new ArrayList<>(written);
        all.addAll(dead);
        all.addAll(tombstones);
        return all.stream().max(Cell.order(type)).orElse(new Cell.Dead(Long.MIN_VALUE));
    }

    private void add(Write write, Predicate<RowKey> isMine) {
        if (write instanceof Write.Insert insert && isMine.test(insert.key())) {
            addCells(insert.cells(), insert.micros(), insert.ttlSeconds());
        } else if (write instanceof Write.Update update && isMine.test(update.key())) {
            addCells(update.cells(), update.micros(), update.ttlSeconds());
        } else if (write instanceof Write.ColumnDelete delete && isMine.test(delete.key())) {
            for (ModelColumn column : columns) {
                if (delete.columns().contains(column.name())) {
                    addColumnDelete(column, delete.micros());
                }
            }
        }
    }

    private void addColumnDelete(ModelColumn column, long micros) {
        if (column.type().isOneCell()) {
            cells.get(column.name()).add(new Cell.Dead(micros));
        } else {
            addColumnTombstone(column, micros);
        }
    }

    private void addColumnTombstone(ModelColumn column, long micros) {
        if (micros < now) {
            columnTombstones.get(column.name()).add(new Cell.Dead(micros));
        }
    }

    private void addCells(Map<String, Object> values, long micros, int ttlSeconds) {
        for (ModelColumn column : columns) {
            if (!values.containsKey(column.name())) {
                continue;
            }
            Object value = values.get(column.name());
            if (column.type().isOneCell()) {
                cells.get(column.name()).add(cell(micros, value, ttlSeconds));
            } else {
                addElements(column, ElementChange.of(column, value), micros, ttlSeconds);
            }
        }
    }

    private void addElements(ModelColumn column, ElementChange change, long micros, int ttl) {
        if (change.form() == ElementChange.Form.WHOLE) {
            addColumnTombstone(column, micros - 1);
        }
        Map<Object, List<Cell>> all = elements.get(column.name());
        change.put()
                .forEach(
                        (element, value) ->
                                all.computeIfAbsent(element, key -> new ArrayList<>())
                                        .add(Cell.written(micros, value, ttl)));
        for (Object element : change.removed()) {
            all.computeIfAbsent(element, key -> new ArrayList<>()).add(new Cell.Dead(micros));
        }
    }

    private static Cell cell(long micros, Object value, int ttlSeconds) {
        return value == null ? new Cell.Dead(micros) : Cell.written(micros, value, ttlSeconds);
    }

    private static boolean covers(TableShape shape, Write write, RowKey row) {
        if (write instanceof Write.RowDelete delete) {
            return delete.key().equals(row);
        }
        if (write instanceof Write.RangeDelete delete) {
            return ClusteringOrder.isInside(
                    shape, row.clustering(), delete.lower(), delete.upper());
        }
        return write instanceof Write.PartitionDelete;
    }
}
