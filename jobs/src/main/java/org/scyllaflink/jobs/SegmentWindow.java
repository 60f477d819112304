/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import org.apache.flink.annotation.PublicEvolving;

/**
 * What happened to a segment in one closed window. There is no row for a window in which nothing
 * happened.
 *
 * @param segment value of the segment column as text
 * @param windowStart first millisecond of the window, since the epoch
 * @param windowEnd first millisecond after the window, since the epoch
 * @param count members at the end of the window
 * @param joined rows that came
 * @param left rows that were deleted or moved to another segment
 * @param expired rows that reached the end of their TTL
 * @param late rows that came minus rows that went in earlier windows, known only in this one
 * @param version wall clock in microseconds; a row written again after a failure has a higher one
 */
@PublicEvolving
public record SegmentWindow(
        String segment,
        long windowStart,
        long windowEnd,
        long count,
        long joined,
        long left,
        long expired,
        long late,
        long version) {}
