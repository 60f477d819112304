/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be read of one table. Times are milliseconds since 1970.
 *
 * @param currentMillis the generation that is read. Splits of later ones wait; those of earlier
 *     ones have been taken over from and may go.
 * @param switches ends of generations from the current one on, ascending: starts of later ones, and
 *     the point at which reading stops, if it does
 * @param stops whether reading stops at the last of the switches
 * @param released ids of splits of later generations that are read already, as all before them is
 *     read in their token range
 * @param retention null if the log keeps its rows for ever
 */
record TableSchedule(
        long currentMillis,
        List<Long> switches,
        boolean stops,
        Set<String> released,
        @Nullable Retention retention)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    TableSchedule {
        switches = List.copyOf(switches);
        released = Set.copyOf(released);
    }

    /** Where a generation ends, if that is known; before its start if reading stops earlier. */
    OptionalLong endOf(long generationMillis) {
        for (long end : switches) {
            if (end > generationMillis) {
                return OptionalLong.of(end);
            }
        }
        return stops ? OptionalLong.of(switches.get(switches.size() - 1)) : OptionalLong.empty();
    }

    /** Whether a split may be read. */
    boolean releases(String splitId, long generationMillis) {
        return generationMillis <= currentMillis || released.contains(splitId);
    }
}
