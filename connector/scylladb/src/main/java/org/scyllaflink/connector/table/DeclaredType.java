/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.changelog.ColumnType;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.TableName;

/**
 * What a column's values are to a query that declares its type. Not serializable: made where it is
 * used.
 *
 * @param physical the type that the column has if no other is declared
 * @param conversion from there to the declared type
 */
record DeclaredType(TableName table, Column column, ColumnType physical, Conversion conversion) {

    /**
     * @throws IllegalArgumentException if the declared type cannot hold the column's values; names
     *     column, actual and declared type, and what to declare
     */
    static DeclaredType of(TableName table, Column column, LogicalType declared) {
        ColumnType physical = ColumnType.of(column.type());
        Conversion conversion = Conversion.of(column.type(), declared);
        if (conversion == null) {
            throw new IllegalArgumentException(
                    String.format(
                            "column '%s' of table %s is of CQL type %s and declared as %s"
                                    + " (expected: %s)",
                            column.name(),
                            table,
                            column.type().cql(),
                            declared.asSummaryString(),
                            expected(column.type(), physical)));
        }
        return new DeclaredType(table, column, physical, conversion);
    }

    private static String expected(CqlType type, ColumnType physical) {
        String sql = physical.logicalType().asSummaryString();
        if (type == CqlType.Native.DECIMAL || type == CqlType.Native.VARINT) {
            return sql + " or DECIMAL(p, s)";
        } else if (type == CqlType.Native.TIMESTAMP) {
            return "TIMESTAMP_LTZ(3), or a greater precision";
        }
        return sql;
    }

    /**
     * @return Flink's internal data of the declared type; null for null, and for a value of no
     *     bytes where that is none
     * @throws IllegalStateException if the bytes are no value of the column's type, or the declared
     *     type does not hold it; names table, column, value and type
     */
    @Nullable Object decode(@Nullable CqlValue value) {
        Object decoded;
        try {
            decoded = physical.decode(value);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    String.format(
                            "%s: column '%s' holds %s (expected: a value of type %s)",
                            table, column.name(), value, column.type().cql()),
                    e);
        }
        return convert(decoded);
    }

    /**
     * @param decoded Flink's internal data of the physical type
     * @throws IllegalStateException as {@link #decode} does
     */
    @Nullable Object convert(@Nullable Object decoded) {
        try {
            return conversion.convertNullable(decoded);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    String.format(
                            "%s: column '%s' holds %s; declare a type that holds it",
                            table, column.name(), e.getMessage()),
                    e);
        }
    }
}
