/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.util.List;

/** How a vector went. */
sealed interface Outcome {
    /** As expected. */
    record Passed() implements Outcome {}

    /**
     * Not as expected.
     *
     * @param report lines that tell what was expected and what came
     */
    record Failed(List<String> report) implements Outcome {
        public Failed {
            report = List.copyOf(report);
        }

        static Failed because(String reason) {
            return new Failed(List.of(reason));
        }
    }

    /**
     * Not run.
     *
     * @param reason why it cannot be
     */
    record Skipped(String reason) implements Outcome {}

    /** Passes what came if it is what was expected. */
    static Outcome compare(String what, Object expected, Object actual) {
        return expected.equals(actual)
                ? new Passed()
                : new Failed(List.of(what, "expected: " + expected, "actual: " + actual));
    }
}
