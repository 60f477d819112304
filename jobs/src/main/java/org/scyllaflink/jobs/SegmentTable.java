/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.util.List;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.TableSchema;

/** Checks that a table can be counted as the options ask. */
final class SegmentTable {

    private SegmentTable() {}

    /**
     * @throws IllegalArgumentException if a column does not exist, or the member columns and the
     *     segment column leave out a column of the primary key: then several rows would be one
     *     member, which would be counted more than once
     */
    static void check(TableSchema schema, CountingOptions options) {
        require(schema, "--segment-column", options.segmentColumn());
        List<String> members = options.memberColumns();
        for (String column : members) {
            require(schema, "--member-columns", column);
        }
        if (members.isEmpty()) {
            return;
        }
        for (int i = 0; i < schema.keySize(); i++) {
            Column key = schema.column(i);
            if (!members.contains(key.name()) && !key.name().equals(options.segmentColumn())) {
                throw new IllegalArgumentException(
                        "--member-columns: "
                                + String.join(",", members)
                                + " leave out '"
                                + key.name()
                                + "' of the primary key of "
                                + schema.table()
                                + ", so that a member would be counted once for each of its values"
                                + " (expected: the whole primary key but for the segment column)");
            }
        }
    }

    private static void require(TableSchema schema, String option, String column) {
        try {
            schema.indexOf(column);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }
}
