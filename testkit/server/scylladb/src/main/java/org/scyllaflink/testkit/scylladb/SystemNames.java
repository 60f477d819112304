/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.regex.Pattern;

/**
 * Leads queries of ScyllaDB's own system tables, which Cassandra's keyspaces cannot take, to ours.
 */
final class SystemNames {
    private static final Pattern TABLES =
            Pattern.compile(
                    "\\b(?:system\\s*\\.\\s*(?=cdc_(?:timestamps|streams)\\b)"
                            + "|system_schema\\s*\\.\\s*(?=scylla_(?:keyspaces|tables)\\b))",
                    Pattern.CASE_INSENSITIVE);

    private SystemNames() {}

    static String rewrite(String query) {
        return TABLES.matcher(query).replaceAll(ScyllaSystemTables.KEYSPACE + ".");
    }
}
