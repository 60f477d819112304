/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.table.types.logical.LogicalType;
import org.scyllaflink.connector.changelog.ColumnType;
import org.scyllaflink.connector.model.Column;

/** What a column's values are to a query that declares its type. */
record DeclaredType(ColumnType physical) {

    static DeclaredType of(Column column, LogicalType declared) {
        return new DeclaredType(ColumnType.of(column.type()));
    }
}
