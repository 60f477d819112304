/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks that several kinds of options share. */
final class Options {

    private Options() {}

    static void requireGiven(String option, @Nullable Object value, String expected) {
        if (value == null) {
            throw new IllegalArgumentException(
                    option + ": not given (expected: " + expected + "; --help tells more)");
        }
    }

    /**
     * Refuses an option that would mean nothing as another one is missing.
     *
     * @param value as it may be shown; null if the option is not given
     */
    static void refuseWithout(String needed, String option, @Nullable Object value) {
        if (value != null) {
            throw new IllegalArgumentException(
                    option + ": '" + value + "' (expected: with " + needed + ")");
        }
    }

    static void requirePositive(String option, Duration value) {
        if (value.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    option + ": " + value.toMillis() + " ms (expected: 1 ms or more)");
        }
    }

    static void requireText(String option, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(option + ": '' (expected: a name)");
        }
    }
}
