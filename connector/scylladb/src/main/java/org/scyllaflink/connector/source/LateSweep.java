/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A second look at what was read, for changes that came behind the reader. What is late by no more
 * than the confidence window + depth − interval is found.
 *
 * @param interval how often is looked
 * @param depth how far back from the live end
 */
@PublicEvolving
public record LateSweep(Duration interval, Duration depth) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Every minute, two minutes back. */
    public static final LateSweep EVERY_MINUTE =
            new LateSweep(Duration.ofMinutes(1), Duration.ofMinutes(2));

    /**
     * @throws IllegalArgumentException if a value is out of its range; names it
     */
    public LateSweep {
        if (interval.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "late sweep interval: " + interval + " (expected: 1 ms or more)");
        }
        if (depth.compareTo(interval) < 0) {
            throw new IllegalArgumentException(
                    "late sweep depth: "
                            + depth
                            + " (expected: not below the interval, "
                            + interval
                            + ", as what comes in between would not be looked at)");
        }
    }
}
