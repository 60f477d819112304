/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * The enumerator's word to all readers on what may be read. Times are milliseconds since 1970.
 *
 * @param currentMillis the generation that is read. Splits of later ones wait; those of earlier
 *     ones have been taken over from and may go.
 * @param readableUntilMillis the horizon: no generation can begin before it that is not among the
 *     switches
 * @param switches ends of generations from the current one on, ascending: starts of later ones, and
 *     the point at which reading stops
 * @param settled whether no split is left to be assigned: a reader without any is idle
 * @param complete whether the bounded source has read everything
 */
record ReadingSchedule(
        long currentMillis,
        long readableUntilMillis,
        List<Long> switches,
        boolean settled,
        boolean complete)
        implements SourceEvent {

    private static final long serialVersionUID = 1L;

    ReadingSchedule {
        switches = List.copyOf(switches);
    }

    /** Where a generation ends, if that is known. */
    OptionalLong endOf(long generationMillis) {
        for (long end : switches) {
            if (end > generationMillis) {
                return OptionalLong.of(end);
            }
        }
        return OptionalLong.empty();
    }
}
