/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.List;

/**
 * What a SELECT with the write times and times to live of all cells finds of a row, or of the
 * static columns of a partition.
 *
 * @param key the row; without clustering values for static columns
 * @param isStatic whether these are the static columns
 * @param cells live ones, by column, those of one column by element; empty where a row lives by its
 *     marker alone, of which a SELECT tells nothing else
 */
public record ReadRow(RowKey key, boolean isStatic, List<ReadCell> cells) {
    /** Copies the cells. */
    public ReadRow {
        cells = List.copyOf(cells);
    }

    /**
     * A live cell.
     *
     * @param column the column's name
     * @param element as in {@link ElementChange}; null in a column of one cell
     * @param value of the cell; true for an element of a set
     * @param micros the write's timestamp
     * @param expirySecond first second at which it is dead, 0 if it does not expire
     */
    public record ReadCell(
            String column, Object element, Object value, long micros, long expirySecond) {}
}
