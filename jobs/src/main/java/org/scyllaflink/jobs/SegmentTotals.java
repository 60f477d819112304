/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * State: the members of a segment.
 *
 * @param settled members at the end of the last closed window
 * @param current members by all that is known: settled and what open windows hold
 * @param closedUntil end of the last closed window, epoch milliseconds; 0 before the first
 * @param lastVersion version of the last emitted count; 0 before the first
 * @param countDue wall clock at which the current count is to be emitted, epoch milliseconds; null
 *     if it has been
 */
@Internal
public record SegmentTotals(
        long settled, long current, long closedUntil, long lastVersion, @Nullable Long countDue) {

    static final SegmentTotals NONE = new SegmentTotals(0, 0, 0, 0, null);

    SegmentTotals plus(long net) {
        return new SegmentTotals(settled, current + net, closedUntil, lastVersion, countDue);
    }

    SegmentTotals settledBy(long net, long windowEnd) {
        return new SegmentTotals(settled + net, current, windowEnd, lastVersion, countDue);
    }

    SegmentTotals dueAt(long wallClockMillis) {
        return new SegmentTotals(settled, current, closedUntil, lastVersion, wallClockMillis);
    }

    SegmentTotals emittedAs(long version) {
        return new SegmentTotals(settled, current, closedUntil, version, null);
    }
}
