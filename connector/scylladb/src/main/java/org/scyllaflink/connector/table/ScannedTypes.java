/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableSchema;

/**
 * What the columns of a table are to a reading of the table itself. Counters, which no log holds,
 * are then numbers like others.
 */
final class ScannedTypes {

    private ScannedTypes() {}

    /** The schema with each counter as the {@code bigint} that its value is encoded as. */
    static TableSchema of(TableSchema schema) {
        return new TableSchema(
                schema.table(), schema.columns().stream().map(ScannedTypes::of).toList());
    }

    private static Column of(Column column) {
        return column.type() == CqlType.Native.COUNTER
                ? new Column(column.name(), column.kind(), CqlType.Native.BIGINT, column.order())
                : column;
    }
}
