/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import org.apache.flink.annotation.PublicEvolving;

/**
 * How many members a segment has now.
 *
 * @param segment value of the segment column as text
 * @param count live rows; a segment with 0 is deleted from the sinks
 * @param version grows with each count of the segment, across restarts, too: of two counts the one
 *     with the higher version is right. Microseconds of the wall clock, or one more than the
 *     version before where the clock did not move on
 * @param updatedAt epoch milliseconds by the wall clock
 */
@PublicEvolving
public record SegmentCount(String segment, long count, long version, long updatedAt) {}
