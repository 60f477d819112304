/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What each key went through: one line a change, in the order in which the changes came. Nothing is
 * sorted and nothing is left out, so that a wrong order and a repetition show.
 */
public final class Histories {

    private static final int LINES_AROUND = 3;

    private final Map<String, List<String>> byKey = new TreeMap<>();

    /** Adds a change at the end of a key's history. */
    public void add(String key, String line) {
        byKey.computeIfAbsent(key, name -> new ArrayList<>()).add(line);
    }

    /** Adds all changes of some keys. */
    void addAll(Histories others) {
        others.byKey.forEach((key, lines) -> lines.forEach(line -> add(key, line)));
    }

    /** The changes of all keys together. */
    int changes() {
        return byKey.values().stream().mapToInt(Collection::size).sum();
    }

    Set<String> keys() {
        return byKey.keySet();
    }

    /** How many generations or stream sets hold the changes, counted for each table. */
    int generations() {
        Set<String> found = new TreeSet<>();
        byKey.forEach(
                (key, lines) ->
                        lines.forEach(
                                line ->
                                        found.add(
                                                key.substring(0, key.indexOf('/'))
                                                        + line.substring(0, line.indexOf(' ')))));
        return found.size();
    }

    /**
     * Fails unless another history is equal in every key, line by line.
     *
     * @throws AssertionError with the first key that differs and both histories around the place
     */
    void assertSameAs(Histories truth) {
        Set<String> keys = new TreeSet<>(byKey.keySet());
        keys.addAll(truth.byKey.keySet());
        List<String> wrong = keys.stream().filter(key -> !of(key).equals(truth.of(key))).toList();
        if (!wrong.isEmpty()) {
            throw new AssertionError(
                    String.format(
                            "%d of %d keys differ; %d changes came (expected: %d)%n%s",
                            wrong.size(),
                            keys.size(),
                            changes(),
                            truth.changes(),
                            difference(wrong.get(0), truth.of(wrong.get(0)))));
        }
    }

    private String difference(String key, List<String> expected) {
        List<String> actual = of(key);
        int at = 0;
        while (at < Math.min(actual.size(), expected.size())
                && actual.get(at).equals(expected.get(at))) {
            at++;
        }
        return String.format(
                "key %s differs at change %d%nthe log holds %d:%n%sthe source gave %d:%n%s",
                key, at, expected.size(), around(expected, at), actual.size(), around(actual, at));
    }

    private static String around(List<String> lines, int at) {
        StringBuilder text = new StringBuilder();
        int from = Math.max(0, at - LINES_AROUND);
        for (int i = from; i < Math.min(lines.size(), at + LINES_AROUND + 1); i++) {
            text.append(String.format("%s %5d %s%n", i == at ? ">" : " ", i, lines.get(i)));
        }
        return text.toString();
    }

    List<String> of(String key) {
        return byKey.getOrDefault(key, List.of());
    }
}
