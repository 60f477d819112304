/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is repeated: twice as long each time, up to a limit, less or
 * more by a fifth at random so that requests that failed together do not come back together.
 *
 * @param total no repetition begins later than this after the first attempt
 */
record BackOff(Duration first, Duration longest, Duration total) {

    private static final double JITTER = 0.2;
    private static final int MOST_DOUBLINGS = 30;

    static BackOff within(Duration total) {
        return new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5), total);
    }

    /**
     * @param failures how many attempts have failed so far, from 1
     */
    long delayMillis(int failures, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return Math.round(Math.min(doubled, longest.toMillis()) * factor);
    }
}
