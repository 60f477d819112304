/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.scyllaflink.connector.changelog.ColumnType;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.TableSchema;

/** Which columns, of which types, a query may declare for a table. */
@Internal
public final class DeclaredColumns {

    private DeclaredColumns() {}

    /**
     * The type that a column has where nobody declares another, null or not as its values can be.
     *
     * @throws IllegalArgumentException for a counter
     */
    public static LogicalType defaultType(Column column, ChangelogStyle style) {
        return ColumnType.of(column.type()).logicalType().copy(canBeNull(column, style));
    }

    /** Whether rows of a style can have null in a column. */
    public static boolean canBeNull(Column column, ChangelogStyle style) {
        return switch (column.kind()) {
            case PARTITION_KEY -> false;
            case CLUSTERING -> style == ChangelogStyle.DELTAS;
            case STATIC, REGULAR -> true;
        };
    }

    /**
     * Checks columns that a query declares.
     *
     * @param columns physical columns alone, in any order, not necessarily all of the table
     * @throws IllegalArgumentException in one sentence: if a column is not in the table; if its
     *     type cannot hold the table's values, naming column, declared and actual type and what to
     *     declare; if it is declared NOT NULL and can be null
     */
    public static void check(ChangelogStyle style, TableSchema schema, RowType columns) {
        for (RowType.RowField field : columns.getFields()) {
            check(style, schema, field);
        }
    }

    /**
     * Checks columns that a query reads. Only now, as whoever finds a table in a catalog cannot
     * leave columns out of its declaration.
     *
     * @param columns as above
     * @throws IllegalArgumentException in one sentence, if rows of the style cannot show one
     */
    static void checkShown(ChangelogStyle style, TableSchema schema, RowType columns) {
        for (String name : columns.getFieldNames()) {
            Column column = schema.column(schema.indexOf(name));
            if (column.kind() == Column.Kind.STATIC && style.needsPostimages()) {
                throw new IllegalArgumentException(
                        String.format(
                                "column '%s' of table %s is static, and the server's images of rows"
                                        + " do not show static columns (expected: a query without"
                                        + " it, or the changelog 'full' or 'deltas' in place of"
                                        + " '%s')",
                                name, schema.table(), style));
            }
        }
    }

    private static void check(ChangelogStyle style, TableSchema schema, RowType.RowField field) {
        Column column = schema.column(schema.indexOf(field.getName()));
        DeclaredType.of(schema.table(), column, field.getType());
        if (!field.getType().isNullable() && canBeNull(column, style)) {
            throw new IllegalArgumentException(
                    String.format(
                            "column '%s' of table %s is declared as %s (expected: %s, as the column"
                                    + " can be null in the changelog '%s')",
                            column.name(),
                            schema.table(),
                            field.getType().asSummaryString(),
                            field.getType().copy(true).asSummaryString(),
                            style));
        }
    }
}
