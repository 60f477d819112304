/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.VarCharType;
import org.scyllaflink.connector.model.TableSchema;

/** The columns that follow the table's own in a row of the changelog. */
@PublicEvolving
public enum MetadataColumn {

    /** Time of the write, the delete or the expiry that caused the row; never null. */
    OP_TS("op_ts", new LocalZonedTimestampType(false, 6)),

    /** The {@link Cause} in lower case; never null. */
    CAUSE("cause", new VarCharType(false, VarCharType.MAX_LENGTH)),

    /** Rises with every change of a row; in microseconds since 1970 as a rule; never null. */
    ROW_VERSION("row_version", new BigIntType(false));

    private final String columnName;
    private final LogicalType type;

    MetadataColumn(String columnName, LogicalType type) {
        this.columnName = columnName;
        this.type = type;
    }

    /** The name in the row type, unless the table has a column of this name. */
    public String columnName() {
        return columnName;
    }

    /**
     * The position in a row of this table's changelog, from 0, if all columns are wanted; see
     * {@link FullRowChangelog#position}.
     */
    public int position(TableSchema schema) {
        return schema.columns().size() + ordinal();
    }

    LogicalType type() {
        return type;
    }
}
