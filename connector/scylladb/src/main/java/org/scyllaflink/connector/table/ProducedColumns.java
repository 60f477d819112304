/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.TableSchema;

/** Fills the produced columns of rows from changes that were read with one schema of the table. */
final class ProducedColumns {

    private final TableSchema schema;

    /** For each produced column its index in the schema. */
    private final int[] indexes;

    private final DeclaredType[] types;

    private ProducedColumns(TableSchema schema, int[] indexes, DeclaredType[] types) {
        this.schema = schema;
        this.indexes = indexes;
        this.types = types;
    }

    /**
     * @param schema as the changes have it, which may not be the one that the job was built with
     * @throws IllegalStateException if it lacks a column; names it
     */
    static ProducedColumns of(TableSchema schema, RowType columns) {
        int[] indexes = new int[columns.getFieldCount()];
        DeclaredType[] types = new DeclaredType[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            RowType.RowField field = columns.getFields().get(i);
            if (!schema.hasColumn(field.getName())) {
                throw new IllegalStateException(
                        String.format(
                                "table %s: column '%s' was dropped or renamed since the job was"
                                        + " built (expected: the columns that the query reads,"
                                        + " which are %s)",
                                schema.table(), field.getName(), columns.getFieldNames()));
            }
            indexes[i] = schema.indexOf(field.getName());
            types[i] = DeclaredType.of(schema.table(), schema.column(indexes[i]), field.getType());
        }
        return new ProducedColumns(schema, indexes, types);
    }

    int size() {
        return indexes.length;
    }

    TableSchema schema() {
        return schema;
    }

    /**
     * @param clusteringKey null if the change is one of no single row: its columns stay null
     */
    void setKeys(GenericRowData row, Change change, @Nullable Key clusteringKey) {
        for (int i = 0; i < indexes.length; i++) {
            int clusteringIndex = indexes[i] - schema.partitionKeySize();
            if (clusteringIndex < 0) {
                row.setField(i, types[i].decode(change.partitionKey().value(indexes[i])));
            } else if (indexes[i] < schema.keySize() && clusteringKey != null) {
                row.setField(i, types[i].decode(clusteringKey.value(clusteringIndex)));
            }
        }
    }

    /**
     * @param name of the image, for messages
     * @throws IllegalStateException if the image says nothing of a produced column; names it
     */
    void setImage(GenericRowData row, RowImage image, String name) {
        for (int i = 0; i < indexes.length; i++) {
            int ordinal = indexes[i] - schema.keySize();
            if (ordinal < 0) {
                continue;
            }
            if (!image.includes(ordinal)) {
                throw new IllegalStateException(
                        String.format(
                                "%s without column '%s' (expected: all columns, as logged with the"
                                        + " CDC options 'preimage': 'full' and 'postimage': true)",
                                name, types[i].column().name()));
            }
            row.setField(i, types[i].decode(image.value(ordinal)));
        }
    }

    /** Null for what the change did not touch or set to null. */
    void setDeltas(GenericRowData row, RowChange change) {
        for (int i = 0; i < indexes.length; i++) {
            int ordinal = indexes[i] - schema.keySize();
            if (ordinal >= 0) {
                row.setField(i, types[i].decode(value(types[i], change.delta(ordinal))));
            }
        }
    }

    private static @Nullable CqlValue value(DeclaredType type, ColumnDelta delta) {
        if (delta instanceof ColumnDelta.Written written) {
            return written.value();
        } else if (delta instanceof ColumnDelta.Merged merged) {
            List<ColumnDelta.Element> added = merged.added();
            return added.isEmpty() ? null : AddedElements.encode(type.column().type(), added);
        } else if (delta instanceof ColumnDelta.Unlogged) {
            throw Unlogged.value("column '" + type.column().name() + "'");
        }
        return null;
    }
}
