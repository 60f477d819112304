/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * All log rows of one {@code cdc$time} in one stream.
 *
 * @param micros their time; null when an expected group has any
 * @param rows in their order
 */
record LogGroup(Long micros, List<LogRow> rows) {
    static List<LogGroup> expected(List<Yaml> rows, Symbols symbols) {
        Map<Integer, List<LogRow>> groups = new TreeMap<>();
        Map<Integer, Long> times = new HashMap<>();
        for (Yaml row : rows) {
            int group = row.number("g");
            groups.computeIfAbsent(group, g -> new ArrayList<>())
                    .add(LogRow.expected(row, symbols));
            if (row.has("time")) {
                times.put(group, symbols.time(row.text("time")));
            }
        }
        List<LogGroup> all = new ArrayList<>();
        groups.forEach((group, groupRows) -> all.add(new LogGroup(times.get(group), groupRows)));
        return all;
    }

    /** Reads a whole log, ordered by time. */
    static List<LogGroup> read(CqlSession session, String table) {
        Map<Key, List<LogRow>> groups = new LinkedHashMap<>();
        for (Row row : session.execute("SELECT * FROM " + table)) {
            Key key = new Key(row.getByteBuffer("\"cdc$stream_id\""), row.getUuid("\"cdc$time\""));
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(LogRow.read(row));
        }
        List<LogGroup> all = new ArrayList<>();
        groups.forEach((key, rows) -> all.add(new LogGroup(CdcTime.micros(key.time), rows)));
        all.sort(Comparator.comparing(LogGroup::micros));
        return all;
    }

    /**
     * Compares all groups of a log. Groups of one time are of different partitions, or in random
     * order, and match in any order.
     */
    static boolean match(List<LogGroup> expected, List<LogGroup> actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        Map<String, String> bindings = new HashMap<>();
        List<LogGroup> left = new ArrayList<>(actual);
        for (LogGroup group : expected) {
            LogGroup found = null;
            for (LogGroup candidate : left) {
                Map<String, String> attempt = new HashMap<>(bindings);
                if (candidate.micros.equals(left.get(0).micros)
                        && group.matches(candidate, attempt)) {
                    found = candidate;
                    bindings.putAll(attempt);
                    break;
                }
            }
            if (found == null) {
                return false;
            }
            left.remove(found);
        }
        return Set.copyOf(bindings.values()).size() == bindings.size();
    }

    private boolean matches(LogGroup actual, Map<String, String> bindings) {
        if (micros != null && !micros.equals(actual.micros) || rows.size() != actual.rows.size()) {
            return false;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).matches(actual.rows.get(i), bindings)) {
                return false;
            }
        }
        return true;
    }

    private record Key(ByteBuffer stream, UUID time) {}
}
