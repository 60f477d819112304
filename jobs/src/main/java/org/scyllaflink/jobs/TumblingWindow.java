/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.Serializable;
import java.time.Duration;

/**
 * Windows of equal length without gaps, aligned to the epoch.
 *
 * @param sizeMillis length, above 0
 */
record TumblingWindow(long sizeMillis) implements Serializable {

    private static final long serialVersionUID = 1L;

    static TumblingWindow of(Duration size) {
        return new TumblingWindow(size.toMillis());
    }

    TumblingWindow {
        if (sizeMillis <= 0) {
            throw new IllegalArgumentException("window: " + sizeMillis + " ms (expected: > 0)");
        }
    }

    /** Start of the window that holds the time; right before 1970, too. */
    long startOf(long epochMillis) {
        return Math.floorDiv(epochMillis, sizeMillis) * sizeMillis;
    }

    long endOf(long start) {
        return start + sizeMillis;
    }
}
