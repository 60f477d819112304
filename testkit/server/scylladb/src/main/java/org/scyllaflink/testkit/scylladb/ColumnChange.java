/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.cassandra.db.DeletionTime;
import org.apache.cassandra.db.rows.Cell;
import org.apache.cassandra.db.rows.CellPath;
import org.apache.cassandra.db.rows.Cells;
import org.apache.cassandra.db.rows.ColumnData;
import org.apache.cassandra.db.rows.ComplexColumnData;
import org.apache.cassandra.schema.ColumnMetadata;

/**
 * What is done to one column of a row. An atomic column has one cell; a non-frozen collection or
 * user-defined type has a cell for each element written or removed, and possibly the deletion of
 * all it held before.
 */
final class ColumnChange {
    private final ColumnMetadata column;
    private DeletionTime deletion = DeletionTime.LIVE;
    private List<Cell<?>> cells = new ArrayList<>(1);

    ColumnChange(ColumnMetadata column) {
        this.column = column;
    }

    /** Returns the time at which the deletion of a collection is logged. */
    static long logTime(DeletionTime deletion) {
        // An overwrite deletes the old elements one microsecond before it writes the new ones; a
        // plain deletion cannot be told from that, and appears a microsecond late.
        return deletion.markedForDeleteAt() + 1;
    }

    static int ttl(Cell<?> cell) {
        return cell.isTombstone() ? 0 : cell.ttl();
    }

    void add(ColumnData data) {
        if (data instanceof ComplexColumnData complex) {
            if (complex.complexDeletion().supersedes(deletion)) {
                deletion = complex.complexDeletion();
            }
            addElements(complex);
        } else {
            Cell<?> cell = (Cell<?>) data;
            if (cells.isEmpty()) {
                cells.add(cell);
            } else {
                cells.set(0, Cells.reconcile(cells.get(0), cell));
            }
        }
    }

    private void addElements(ComplexColumnData complex) {
        if (cells.isEmpty()) {
            complex.forEach(cells::add);
            return;
        }
        TreeMap<CellPath, Cell<?>> merged = new TreeMap<>(column.cellPathComparator());
        cells.forEach(cell -> merged.put(cell.path(), cell));
        complex.forEach(cell -> merged.merge(cell.path(), cell, Cells::reconcile));
        cells = new ArrayList<>(merged.values());
    }

    void addCell(Cell<?> cell) {
        cells.add(cell);
    }

    void addDeletion(DeletionTime newer) {
        deletion = newer;
    }

    ColumnMetadata column() {
        return column;
    }

    /** Returns the deletion of a whole collection; live when there is none. */
    DeletionTime deletion() {
        return deletion;
    }

    /** Returns the cells, those of a collection in the order of its keys. */
    List<Cell<?>> cells() {
        return cells;
    }
}
