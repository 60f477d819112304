/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.Serializable;
import java.time.Duration;

/** How often a bulk request is sent, and how long to wait in between. */
record RetryPolicy(Duration initialBackoff, Duration maxBackoff, int maxAttempts)
        implements Serializable {

    /** Doubling more often than this overflows no sooner than the longest back-off is reached. */
    private static final int MAX_DOUBLINGS = 30;

    RetryPolicy {
        if (initialBackoff.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "retryBackoff.initial: " + initialBackoff.toMillis() + " ms (expected > 0 ms)");
        }
        if (maxBackoff.compareTo(initialBackoff) < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            "retryBackoff.max: %d ms (expected at least the initial %d ms)",
                            maxBackoff.toMillis(), initialBackoff.toMillis()));
        }
        if (maxAttempts <= 0) {
            throw new IllegalArgumentException("maxAttempts: " + maxAttempts + " (expected > 0)");
        }
    }

    boolean allowsAnotherAfter(int attempt) {
        return attempt < maxAttempts;
    }

    /**
     * The wait after a failed attempt: doubled each time up to the longest, of which between a half
     * and the whole is taken, so that writers that failed together do not come back together.
     *
     * @param attempt the number of the attempt that failed, from 1
     * @param chance a random number from 0 (inclusive) to 1 (exclusive)
     */
    Duration backoff(int attempt, double chance) {
        int doublings = Math.min(attempt - 1, MAX_DOUBLINGS);
        double full =
                Math.min(
                        (double) initialBackoff.toMillis() * (1L << doublings),
                        maxBackoff.toMillis());
        return Duration.ofMillis(Math.max(1, Math.round(full * (0.5 + chance / 2))));
    }
}
