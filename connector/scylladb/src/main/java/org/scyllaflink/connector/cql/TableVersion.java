/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/**
 * A table as it is at a version of the cluster's schema.
 *
 * @param log id of the log table, which another one of the same name does not have
 */
record TableVersion(UUID version, UUID log, CdcTable table) {

    /** The columns of this version whose names the other one lacks, in the order of the schema. */
    List<String> columnsNotIn(TableVersion other) {
        TableSchema schema = other.table.schema();
        return table.schema().columns().stream()
                .map(Column::name)
                .filter(name -> !schema.hasColumn(name))
                .toList();
    }

    /**
     * Checks that whoever has read the log of an older version may go on with this one.
     *
     * @throws IOException if not; names the table, what became of it, and what to do
     */
    void checkContinues(TableVersion older) throws IOException {
        TableName name = table.schema().table();
        if (!log.equals(older.log)) {
            throw new IOException(
                    "log table "
                            + name.log()
                            + " was dropped and made anew while it was read; what the old one still"
                            + " held is lost (expected: the log with which reading began; start"
                            + " again without the old position)");
        }
        List<String> changed = new ArrayList<>();
        for (Column column : table.schema().columns()) {
            TableSchema before = older.table.schema();
            if (before.hasColumn(column.name())) {
                String was = described(before.column(before.indexOf(column.name())));
                if (!was.equals(described(column))) {
                    changed.add(
                            "column '"
                                    + column.name()
                                    + "' was "
                                    + was
                                    + " and is "
                                    + described(column));
                }
            }
        }
        if (!changed.isEmpty()) {
            throw new IOException(
                    "table "
                            + name
                            + " changed while its log was read: "
                            + String.join(", ", changed)
                            + " (expected: the same type; give the new column another name, or"
                            + " start again without the old position)");
        }
    }

    /** Fields that a user-defined type gains change nothing of it. */
    private static String described(Column column) {
        return (column.kind() == Column.Kind.STATIC ? "static " : "") + column.type().cql();
    }
}
