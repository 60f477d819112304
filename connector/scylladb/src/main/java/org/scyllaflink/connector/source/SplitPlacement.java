/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses a reader for each split. */
final class SplitPlacement {

    private SplitPlacement() {}

    /**
     * Gives each split back to the reader that it comes from, or else to the one that has the
     * fewest of its generation; at a tie to the first.
     *
     * @param held what each reader already has; every reader that takes splits has an entry
     * @param cameFrom readers by ids of splits that were theirs; those without an entry in {@code
     *     held} count for nothing
     * @param nowMillis a split that starts before is late, see {@link #candidates}
     */
    static Map<Integer, List<StreamGroupSplit>> place(
            List<StreamGroupSplit> splits,
            Map<Integer, Map<String, HeldSplit>> held,
            Map<String, Integer> cameFrom,
            long nowMillis) {
        Map<Integer, List<StreamGroupSplit>> placed = new HashMap<>();
        for (StreamGroupSplit split : splits) {
            long generation = split.generation().toEpochMilli();
            int reader =
                    candidates(split, held, cameFrom, nowMillis).stream()
                            .min(
                                    Comparator.<Integer>comparingInt(
                                                    candidate ->
                                                            load(held.get(candidate), generation)
                                                                    + load(
                                                                            placed.get(candidate),
                                                                            split))
                                            .thenComparing(Comparator.naturalOrder()))
                            .orElseThrow();
            placed.computeIfAbsent(reader, key -> new ArrayList<>()).add(split);
        }
        return placed;
    }

    /**
     * An idle reader can be overtaken on the way downstream, as it does not hold the watermark
     * until its first sign of life arrives. A split that starts in the future leaves time for that;
     * one that does not goes where a split holds the watermark already. The reader that a split
     * comes from restarts where the split held its watermark, while the others may be far ahead.
     */
    private static Collection<Integer> candidates(
            StreamGroupSplit split,
            Map<Integer, Map<String, HeldSplit>> held,
            Map<String, Integer> cameFrom,
            long nowMillis) {
        @Nullable Integer before = cameFrom.get(split.splitId());
        if (before != null && held.containsKey(before)) {
            return List.of(before);
        }
        if (split.position().completeUntil().toEpochMilli() > nowMillis) {
            return held.keySet();
        }
        List<Integer> holding =
                held.keySet().stream().filter(reader -> !held.get(reader).isEmpty()).toList();
        return holding.isEmpty() ? held.keySet() : holding;
    }

    private static int load(Map<String, HeldSplit> held, long generation) {
        return (int) held.values().stream().filter(s -> s.generationMillis() == generation).count();
    }

    private static int load(List<StreamGroupSplit> placed, StreamGroupSplit split) {
        return placed == null
                ? 0
                : (int)
                        placed.stream()
                                .filter(other -> other.generation().equals(split.generation()))
                                .count();
    }
}
