/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.util.Map;

/** What of ScyllaDB does not hold on the stand-in; listed by name in {@code docs/testkit.md}. */
final class CannotHold {
    private static final Map<String, String> CATEGORIES =
            Map.of(
                    "external_index",
                    "vector and full-text indexes of ScyllaDB, which enable CDC, need an index"
                            + " service that the stand-in has not");

    private CannotHold() {}

    /** Returns why a vector cannot be run; null when it can. */
    static String reason(Yaml vector) {
        return vector.texts("categories").stream()
                .filter(CATEGORIES::containsKey)
                .map(CATEGORIES::get)
                .findFirst()
                .orElse(null);
    }
}
