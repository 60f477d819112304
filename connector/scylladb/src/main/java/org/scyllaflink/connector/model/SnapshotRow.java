/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * A row, or the static columns of a partition, as a read of the base table found it: no write, but
 * what is left of all writes until then. To be merged with the changes of the log by write time,
 * cell by cell.
 *
 * <p>A read does not show row markers. A row without live cells is there only because its marker
 * lives; whether one with cells has a marker, too, is not known.
 *
 * @param origin its time is that up to which the log need not be read: all writes before it show in
 *     the row, and all of it or later are in the log as well. Its stream and generation say nothing
 * @param clusteringKey as in {@link RowChange}: null for static columns in a table that has
 *     clustering columns
 * @param cells the live cells of the row (of the static row: of static columns), by column; for
 *     columns of collections and user-defined types one an element, in the order of their keys
 */
@PublicEvolving
public record SnapshotRow(
        ChangeOrigin origin, Key partitionKey, @Nullable Key clusteringKey, List<Cell> cells)
        implements Change {

    public SnapshotRow {
        cells = List.copyOf(cells);
    }

    @Override
    public Kind kind() {
        return Kind.SNAPSHOT_ROW;
    }

    /** Whether these are the static columns of a partition of a table with clustering columns. */
    public boolean isStatic() {
        return clusteringKey == null;
    }

    /**
     * A live cell.
     *
     * @param ordinal place of its column among the non-key columns, from 0
     * @param element of a non-frozen collection or user-defined type the element's key, as in
     *     {@link ColumnDelta.Element}; those of lists are not the true ones, which no read shows,
     *     but are in the order of the list. Null for an atomic column. Null for a list, before its
     *     elements, where the server does not tell their times or all of them come with the log: no
     *     element, but a statement that all that the list had up to {@code micros} shows in the
     *     elements that follow, or is gone
     * @param value null for an element of a set, and where the value was not asked for
     * @param micros write time in microseconds since 1970; where the server does not tell it, one
     *     before the time of the row, or for elements of lists the time of the read
     * @param expirySecond first second since 1970 at which the cell is dead; 0 if it does not
     *     expire, or where the server does not tell
     */
    public record Cell(
            int ordinal,
            @Nullable CqlValue element,
            @Nullable CqlValue value,
            long micros,
            long expirySecond) {

        public Cell {
            Objects.checkIndex(ordinal, Integer.MAX_VALUE);
        }
    }
}
