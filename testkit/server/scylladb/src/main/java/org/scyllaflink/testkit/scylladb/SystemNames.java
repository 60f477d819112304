/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.regex.Pattern;

/**
 * Leads queries of what ScyllaDB computes in its system tables, and Cassandra's keyspaces cannot
 * take, to ours.
 */
final class SystemNames {
    private static final Pattern TABLES =
            Pattern.compile(
                    "\\b(?:system\\s*\\.\\s*(?=cdc_(?:timestamps|streams)\\b)"
                            + "|system_schema\\s*\\.\\s*(?=scylla_(?:keyspaces|tables)\\b)"
                            + "|system_distributed\\s*\\.\\s*(?=cdc_(?:generation_timestamps"
                            + "|streams_descriptions_v2)\\b))",
                    Pattern.CASE_INSENSITIVE);

    private SystemNames() {}

    static String rewrite(String query) {
        return TABLES.matcher(query).replaceAll(ScyllaSystemTables.KEYSPACE + ".");
    }
}
