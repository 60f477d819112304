/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.cassandra.db.rows.Cell;
import org.apache.cassandra.db.rows.CellPath;
import org.apache.cassandra.db.rows.ColumnData;
import org.apache.cassandra.db.rows.ComplexColumnData;
import org.apache.cassandra.schema.ColumnMetadata;

/** The values of one row while a request changes it step by step. */
final class RowState {
    private final Map<ColumnMetadata, ByteBuffer> atoms = new HashMap<>();
    private final Map<ColumnMetadata, SortedMap<CellPath, ByteBuffer>> collections =
            new HashMap<>();

    /** Takes the live cells of a row that was read. */
    void load(Iterable<ColumnData> row) {
        for (ColumnData data : row) {
            if (data instanceof ComplexColumnData complex) {
                complex.forEach(cell -> elements(complex.column()).put(cell.path(), cell.buffer()));
            } else {
                atoms.put(data.column(), ((Cell<?>) data).buffer());
            }
        }
    }

    void apply(ColumnChange change) {
        ColumnMetadata column = change.column();
        if (!change.deletion().isLive()) {
            elements(column).clear();
        }
        for (Cell<?> cell : change.cells()) {
            if (column.isComplex()) {
                put(elements(column), cell.path(), cell);
            } else {
                put(atoms, column, cell);
            }
        }
    }

    private static <K> void put(Map<K, ByteBuffer> values, K key, Cell<?> cell) {
        if (cell.isTombstone()) {
            values.remove(key);
        } else {
            values.put(key, cell.buffer());
        }
    }

    private SortedMap<CellPath, ByteBuffer> elements(ColumnMetadata column) {
        return collections.computeIfAbsent(column, c -> new TreeMap<>(c.cellPathComparator()));
    }

    /** Returns a column's value; null when it has none. */
    @Nullable
    ByteBuffer value(ColumnMetadata column) {
        if (!column.isComplex()) {
            return atoms.get(column);
        }
        SortedMap<CellPath, ByteBuffer> elements = collections.get(column);
        return elements == null ? null : LogValues.stored(column, elements);
    }
}
