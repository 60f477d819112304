/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds a history against the model of its table. */
final class Histories {

    private Histories() {}

    /**
     * At the end of every window, for every segment: the flows until then, the last count and the
     * live rows of the model are the same number.
     */
    static void assertEqualsModel(List<HistoryRow> rows, MembershipTable table) {
        TreeMap<Instant, List<HistoryRow>> byEnd = new TreeMap<>();
        for (HistoryRow row : rows) {
            byEnd.computeIfAbsent(row.end(), end -> new ArrayList<>()).add(row);
        }
        Map<String, Long> sums = new TreeMap<>();
        Map<String, Long> counts = new TreeMap<>();
        for (Instant end : new TreeSet<>(byEnd.keySet())) {
            for (HistoryRow row : byEnd.get(end)) {
                sums.merge(row.segment(), row.net(), Long::sum);
                counts.put(row.segment(), row.count());
            }
            sums.values().removeIf(sum -> sum == 0);
            counts.values().removeIf(count -> count == 0);
            Map<String, Long> expected = table.modelledBefore(end);
            assertThat(sums).as("flows until %s", end).isEqualTo(expected);
            assertThat(counts).as("counts at %s", end).isEqualTo(expected);
        }
        assertThat(byEnd).isNotEmpty();
    }
}
