/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** What of ScyllaDB the stand-in does not do; listed for people in {@code docs/testkit.md}. */
final class NotYet {
    private static final Map<String, String> CATEGORIES =
            Map.of(
                    "system_delete", "columns that set the TTL of their row",
                    "external_index", "vector and full-text indexes that enable CDC");
    private static final String TABLETS = "keyspaces with tablets";
    private static final Map<String, String> SYNTAX =
            Map.of("SCYLLA_TIMEUUID_LIST_INDEX", "addressing list elements by their timeuuid");

    private NotYet() {}

    /** Returns why a vector cannot be run; null when it can. */
    static String reason(Yaml vector) {
        for (String category : vector.texts("categories")) {
            if (CATEGORIES.containsKey(category)) {
                return CATEGORIES.get(category);
            }
        }
        if (vector.text("keyspace", "").startsWith("tablets")) {
            return TABLETS;
        }
        List<String> statements = vector.texts("statements");
        return SYNTAX.entrySet().stream()
                .filter(rule -> statements.stream().anyMatch(s -> s.contains(rule.getKey())))
                .map(Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
