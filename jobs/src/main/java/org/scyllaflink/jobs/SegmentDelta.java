/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import org.apache.flink.annotation.Internal;

/**
 * What happened to the members of one segment in one window, as far as one subtask saw it.
 *
 * <p>Public because Flink serializes public records only by their fields.
 *
 * @param windowStart epoch milliseconds
 * @param joined how many rows came to the segment, never negative
 * @param left how many rows were deleted or moved to another segment, never negative
 * @param expired how many rows reached the end of their TTL, never negative
 * @param late rows that came minus rows that went, by changes too late for their own window
 */
@Internal
public record SegmentDelta(
        String segment, long windowStart, long joined, long left, long expired, long late) {

    /** How many members more (or fewer) the segment has after it. */
    long net() {
        return joined - left - expired + late;
    }

    /** The same change of the total, booked as late in another window. */
    SegmentDelta lateIn(long otherWindowStart) {
        return new SegmentDelta(segment, otherWindowStart, 0, 0, 0, net());
    }
}
