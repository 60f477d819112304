/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.time.Duration;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * What is counted and how often.
 *
 * @param segmentColumn column whose values are the segments
 * @param memberColumns columns that identify a member of a segment; empty for all primary key
 *     columns but the segment column
 * @param filter SQL expression over the table's columns that a row must meet to be counted; null
 *     for all rows
 * @param window length of a row of the history
 * @param interval least time between two counts of a segment
 * @param flushInterval how long changes are added up before they cross the network
 */
@PublicEvolving
public record CountingOptions(
        String segmentColumn,
        List<String> memberColumns,
        @Nullable String filter,
        Duration window,
        Duration interval,
        Duration flushInterval) {

    static final Duration DEFAULT_WINDOW = Duration.ofMinutes(1);
    static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
    static final Duration DEFAULT_FLUSH_INTERVAL = Duration.ofMillis(200);

    /**
     * @throws IllegalArgumentException if a duration is below 1 ms or the filter is blank
     */
    public CountingOptions {
        memberColumns = List.copyOf(memberColumns);
        Options.requirePositive("--window", window);
        Options.requirePositive("--interval", interval);
        Options.requirePositive("--flush-interval", flushInterval);
        if (filter != null && filter.isBlank()) {
            throw new IllegalArgumentException("--filter: '' (expected: an SQL expression)");
        }
    }

    /** What a count is a count of; kept in state, so do not reword it. */
    String meaning() {
        return "segment column '"
                + segmentColumn
                + "', window "
                + window.toMillis()
                + " ms, filter "
                + (filter == null ? "none" : "\"" + filter + "\"");
    }
}
