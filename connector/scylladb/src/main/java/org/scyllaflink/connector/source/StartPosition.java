/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Where a {@link StartingPoint} or {@link StoppingPoint} lies for a given log. */
final class StartPosition {

    private StartPosition() {}

    /**
     * @param firstGeneration start of the oldest generation
     * @param now the server's time
     * @param logTtl life of rows in the log, null if it has no end
     * @return whole milliseconds
     * @throws IllegalArgumentException if changes written since the point may be gone; names the
     *     gap
     */
    static Instant resolve(
            StartingPoint point,
            Instant firstGeneration,
            Instant now,
            @Nullable Duration logTtl,
            Duration confidenceWindow) {
        Instant oldest = oldest(firstGeneration, now, logTtl);
        if (point instanceof StartingPoint.At at) {
            if (!at.time().isBefore(oldest)) {
                return millis(at.time());
            }
            if (oldest.isAfter(firstGeneration)) {
                throw new IllegalArgumentException(
                        String.format(
                                "starting point: %s, but the log keeps changes for %s, so those"
                                        + " until %s may be gone (expected: a later time, or"
                                        + " earliest)",
                                at.time(), logTtl, oldest));
            }
            return oldest;
        }
        return point instanceof StartingPoint.Latest ? millis(now.minus(confidenceWindow)) : oldest;
    }

    /**
     * @return whole milliseconds; null if reading does not end
     */
    static @Nullable Instant resolve(StoppingPoint point, Instant now) {
        if (point instanceof StoppingPoint.At at) {
            return millis(at.time());
        }
        return point instanceof StoppingPoint.Now ? millis(now) : null;
    }

    private static Instant oldest(Instant firstGeneration, Instant now, @Nullable Duration logTtl) {
        if (logTtl == null || !now.minus(logTtl).isAfter(firstGeneration)) {
            return firstGeneration;
        }
        return millis(now.minus(logTtl));
    }

    private static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
