/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How the counts of one sink compare with the table.
 *
 * @param sink its name, for people
 * @param segments how many segments the table has
 * @param members how many members all segments have together
 * @param differences one line a segment that differs, in the order of their names
 */
record Verdict(String sink, int segments, long members, List<String> differences) {

    private static final int SHOWN = 10;

    static Verdict of(String sink, Map<String, Long> table, Map<String, Long> counted) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> all = new TreeSet<>(table.keySet());
        all.addAll(counted.keySet());
        for (String segment : all) {
            long expected = table.getOrDefault(segment, 0L);
            long actual = counted.getOrDefault(segment, 0L);
            if (expected != actual) {
                differences.add(segment + ": table " + expected + ", " + sink + " " + actual);
            }
        }
        long members = table.values().stream().mapToLong(Long::longValue).sum();
        return new Verdict(sink, table.size(), members, differences);
    }

    boolean isEqual() {
        return differences.isEmpty();
    }

    /** A line or more for people; at most ten differences. */
    String text() {
        if (isEqual()) {
            return String.format(
                    "EQUAL   %-13s all %,d segments, %,d members", sink, segments, members);
        }
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                "DIFFERS %-13s %,d of %,d segments",
                                sink, differences.size(), segments));
        differences.stream().limit(SHOWN).forEach(line -> text.append("\n  ").append(line));
        return text.toString();
    }
}
