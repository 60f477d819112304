/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What passed between the enumerator and each reader since the reader was started. */
final class ReaderRoster {

    private final Set<Integer> heardOf = new HashSet<>();
    private final Set<Integer> ended = new HashSet<>();
    private final Map<Integer, ReadingSchedule> told = new HashMap<>();

    /** A reader was restarted: nothing is known of it, and it knows nothing. */
    void reset(int reader) {
        heardOf.remove(reader);
        ended.remove(reader);
        told.remove(reader);
    }

    /** A reader has reported what it holds. */
    void heardOf(int reader) {
        heardOf.add(reader);
    }

    /** A reader was told that there are no more splits: it gets none until it is reset. */
    void ended(int reader) {
        ended.add(reader);
    }

    /** Whether each of so many readers has reported since it was started. */
    boolean hasHeardOfAll(int readers) {
        return IntStream.range(0, readers).allMatch(heardOf::contains);
    }

    /** Readers that may be given splits. */
    Set<Integer> takers() {
        Set<Integer> takers = new HashSet<>(heardOf);
        takers.removeAll(ended);
        return takers;
    }

    /** What of a schedule a reader has not been told yet; null if that is nothing. */
    @Nullable ReadingSchedule news(int reader, ReadingSchedule schedule) {
        @Nullable ReadingSchedule before = told.put(reader, schedule);
        return schedule.equals(before) ? null : schedule.since(before);
    }
}
