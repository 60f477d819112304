/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.TableSchema;

/** Merges into rows, cell by cell, what changes and reads say of them. */
final class CellMerge {

    private final TableSchema schema;
    private final int statics;
    private final SlotShape[] rowShapes;
    private final SlotShape[] staticShapes;
    private final ReadListElements listElements;

    CellMerge(RowLayout layout, ReadListElements listElements) {
        this.listElements = listElements;
        this.schema = layout.schema();
        this.statics = layout.statics();
        this.rowShapes = layout.rowShapes();
        this.staticShapes = layout.staticShapes();
    }

    /**
     * @param row the static columns of the partition if the change is of such
     * @throws IllegalStateException if the log does not tell values; the message names the column
     */
    void merge(RowChange change, Row row) {
        long micros = change.origin().micros();
        if (change.marker() != null) {
            row.merge(
                    Row.MARKER, Cell.written(micros, Cell.NO_VALUE, change.marker().ttlSeconds()));
        }
        SlotShape[] shapes = change.isStatic() ? staticShapes : rowShapes;
        int first = change.isStatic() ? 0 : statics;
        for (int slot = 1; slot < shapes.length; slot++) {
            int ordinal = first + slot - 1;
            ColumnDelta delta = change.delta(ordinal);
            if (delta instanceof ColumnDelta.Written written) {
                checkShape(ordinal, shapes[slot], false);
                CqlValue value = shapes[slot].hasValues() ? written.value() : Cell.NO_VALUE;
                row.merge(slot, Cell.written(micros, value, written.ttlSeconds()));
            } else if (delta instanceof ColumnDelta.Deleted) {
                checkShape(ordinal, shapes[slot], false);
                row.merge(slot, Cell.deleted(micros));
            } else if (delta instanceof ColumnDelta.Merged merged) {
                checkShape(ordinal, shapes[slot], true);
                // A collection is cleared for what comes with the clearing, one microsecond before.
                long clearMicros = merged.cleared() ? micros - 1 : Row.NEVER;
                ColumnDelta.Merged meant = listElements.meant(merged, shapes[slot], row.slot(slot));
                row.merge(slot, shapes[slot], clearMicros, elements(meant, shapes[slot], micros));
            } else if (delta instanceof ColumnDelta.Unlogged) {
                throw refused(
                        ordinal,
                        "has values that are not logged (expected: cdc option 'delta' is 'full',"
                                + " not 'keys')");
            }
        }
    }

    private static List<Elements.Element> elements(
            ColumnDelta.Merged merged, SlotShape shape, long micros) {
        List<Elements.Element> elements =
                new ArrayList<>(merged.added().size() + merged.removed().size());
        for (ColumnDelta.Element added : merged.added()) {
            Cell cell = Cell.written(micros, kept(added.value(), shape), added.ttlSeconds());
            elements.add(new Elements.Element(added.key(), cell));
        }
        for (CqlValue key : merged.removed()) {
            elements.add(new Elements.Element(key, Cell.deleted(micros)));
        }
        return elements;
    }

    /**
     * @param read says nothing of the row's marker if it has cells
     * @param row as in {@link #merge(RowChange, Row)}
     * @param canAsk whether it may be asked later if the row has a marker
     */
    void merge(SnapshotRow read, Row row, boolean canAsk) {
        long before = read.origin().micros() - 1;
        if (!read.isStatic() && read.cells().isEmpty()) {
            row.merge(Row.MARKER, Cell.read(before, Cell.NO_VALUE, 0));
        } else if (!read.isStatic() && canAsk) {
            row.merge(Row.MARKER, Cell.unknown(before));
        }
        SlotShape[] shapes = read.isStatic() ? staticShapes : rowShapes;
        int first = read.isStatic() ? 0 : statics;
        List<SnapshotRow.Cell> cells = read.cells();
        int from = 0;
        while (from < cells.size()) {
            SnapshotRow.Cell cell = cells.get(from);
            int slot = 1 + cell.ordinal() - first;
            SlotShape shape = shapes[slot];
            if (!shape.hasElements()) {
                row.merge(slot, cell(cell, shape));
                from++;
                continue;
            }
            long clearMicros = Row.NEVER;
            if (cell.element() == null) {
                clearMicros = cell.micros();
                from++;
            }
            int to = from;
            List<Elements.Element> elements = new ArrayList<>();
            for (; to < cells.size() && cells.get(to).ordinal() == cell.ordinal(); to++) {
                elements.add(
                        new Elements.Element(cells.get(to).element(), cell(cells.get(to), shape)));
            }
            row.merge(slot, shape, clearMicros, elements);
            from = to;
        }
    }

    private static Cell cell(SnapshotRow.Cell cell, SlotShape shape) {
        return Cell.read(cell.micros(), kept(cell.value(), shape), cell.expirySecond());
    }

    private static CqlValue kept(@Nullable CqlValue value, SlotShape shape) {
        return shape.hasValues() ? value : Cell.NO_VALUE;
    }

    private void checkShape(int ordinal, SlotShape shape, boolean byElements) {
        if (shape.hasElements() != byElements) {
            throw refused(
                    ordinal,
                    byElements
                            ? "was changed by elements (expected: as a whole)"
                            : "was changed as a whole (expected: by elements)");
        }
    }

    private IllegalStateException refused(int ordinal, String why) {
        String column = schema.column(schema.keySize() + ordinal).name();
        return new IllegalStateException(
                String.format("%s: column '%s' %s", schema.table(), column, why));
    }
}
