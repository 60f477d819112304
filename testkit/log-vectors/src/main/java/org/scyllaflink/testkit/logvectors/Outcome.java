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
     * @param reason why the stand-in cannot do it yet
     */
    record Skipped(String reason) implements Outcome {}
}
