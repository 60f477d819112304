/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A table by keyspace and name, both as ScyllaDB stores them (case-sensitive, unquoted).
 *
 * @param keyspace never empty
 * @param table never empty
 */
@PublicEvolving
public record TableName(String keyspace, String table) implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String LOG_SUFFIX = "_scylla_cdc_log";

    public TableName {
        if (keyspace.isEmpty() || table.isEmpty()) {
            throw new IllegalArgumentException(
                    "table: '" + keyspace + "." + table + "' (expected: keyspace.table)");
        }
    }

    /**
     * Reads {@code keyspace.table}.
     *
     * @throws IllegalArgumentException if the text is not two names with one dot between them
     */
    public static TableName parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || dot == text.length() - 1 || text.indexOf('.', dot + 1) >= 0) {
            throw new IllegalArgumentException("table: '" + text + "' (expected: keyspace.table)");
        }
        return new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    /** The table that holds this one's change log. */
    public TableName log() {
        return new TableName(keyspace, table + LOG_SUFFIX);
    }

    @Override
    public String toString() {
        return keyspace + "." + table;
    }
}
