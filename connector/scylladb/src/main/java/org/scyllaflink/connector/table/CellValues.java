/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.TableSchema;

/**
 * The values of one row by column: those of atomic columns as they are, those of others put
 * together from their elements.
 */
final class CellValues {

    private final CqlType[] types;
    private final CqlValue[] atomic;
    private final List<List<ColumnDelta.Element>> elements = new ArrayList<>();

    CellValues(TableSchema schema) {
        int columns = schema.columns().size() - schema.keySize();
        types = new CqlType[columns];
        atomic = new CqlValue[columns];
        for (int i = 0; i < columns; i++) {
            types[i] = schema.column(schema.keySize() + i).type();
            elements.add(new ArrayList<>());
        }
    }

    /** Takes these cells in place of those of the row before. */
    void set(List<SnapshotRow.Cell> cells) {
        Arrays.fill(atomic, null);
        elements.forEach(List::clear);
        for (SnapshotRow.Cell cell : cells) {
            if (types[cell.ordinal()].isAtomic()) {
                atomic[cell.ordinal()] = cell.value();
            } else if (cell.element() != null) {
                elements.get(cell.ordinal())
                        .add(new ColumnDelta.Element(cell.element(), cell.value(), 0));
            }
        }
    }

    /**
     * @param ordinal place of the column among the non-key columns
     * @return null if the row has no such value
     */
    @Nullable CqlValue of(int ordinal) {
        List<ColumnDelta.Element> parts = elements.get(ordinal);
        return parts.isEmpty() ? atomic[ordinal] : AddedElements.encode(types[ordinal], parts);
    }
}
