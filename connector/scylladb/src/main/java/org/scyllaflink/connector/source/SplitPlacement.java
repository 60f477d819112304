/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;

/** Chooses a reader for each split. */
final class SplitPlacement {

    private final Map<Integer, Load> loads = new HashMap<>();
    private final Map<String, Integer> cameFrom;
    private final long nowMillis;

    private SplitPlacement(
            Map<Integer, List<HeldSplit>> held, Map<String, Integer> cameFrom, long nowMillis) {
        held.forEach((reader, splits) -> loads.put(reader, new Load(splits)));
        this.cameFrom = cameFrom;
        this.nowMillis = nowMillis;
    }

    /**
     * Gives each split back to the reader that it comes from, or else to the one that has the
     * fewest of its table and generation; at a tie of all, and then to the first.
     *
     * @param held what each reader already has; every reader that takes splits has an entry
     * @param cameFrom readers by ids of splits that were theirs; those without an entry in {@code
     *     held} count for nothing
     * @param nowMillis a split that starts before is late, see {@link #candidates}
     */
    static Map<Integer, List<StreamGroupSplit>> place(
            List<StreamGroupSplit> splits,
            Map<Integer, List<HeldSplit>> held,
            Map<String, Integer> cameFrom,
            long nowMillis) {
        SplitPlacement placement = new SplitPlacement(held, cameFrom, nowMillis);
        Map<Integer, List<StreamGroupSplit>> placed = new HashMap<>();
        for (StreamGroupSplit split : splits) {
            int reader = placement.choose(split);
            placement.loads.get(reader).add(split.table(), split.generation().toEpochMilli());
            placed.computeIfAbsent(reader, key -> new ArrayList<>()).add(split);
        }
        return placed;
    }

    private int choose(StreamGroupSplit split) {
        @Nullable Integer before = cameFrom.get(split.splitId());
        if (before != null && loads.containsKey(before)) {
            return before;
        }
        long generation = split.generation().toEpochMilli();
        return candidates(split).stream()
                .min(
                        Comparator.<Integer>comparingInt(
                                        reader -> loads.get(reader).of(split.table(), generation))
                                .thenComparing(reader -> loads.get(reader).total)
                                .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /**
     * A reader can be ahead of a split, or overtaken on the way downstream while it is idle, as it
     * does not hold the watermark until its first sign of life arrives. A split that starts in the
     * future leaves time for that; one that does not goes where a split of its table holds the
     * watermark already. The reader that a split comes from restarts where the split held its
     * watermark, while the others may be far ahead.
     */
    private Set<Integer> candidates(StreamGroupSplit split) {
        if (split.position().completeUntil().toEpochMilli() > nowMillis) {
            return loads.keySet();
        }
        Set<Integer> holding = new HashSet<>();
        loads.forEach(
                (reader, load) -> {
                    if (load.holding.contains(split.table())) {
                        holding.add(reader);
                    }
                });
        return holding.isEmpty() ? loads.keySet() : holding;
    }

    /** What a reader has. */
    private static final class Load {

        /** Tables of which it had splits before any was placed here. */
        private final Set<TableName> holding = new HashSet<>();

        private final Map<TableName, Map<Long, Integer>> counts = new HashMap<>();
        private int total;

        private Load(List<HeldSplit> splits) {
            for (HeldSplit split : splits) {
                holding.add(split.table());
                add(split.table(), split.generationMillis());
            }
        }

        private void add(TableName table, long generationMillis) {
            counts.computeIfAbsent(table, key -> new HashMap<>())
                    .merge(generationMillis, 1, Integer::sum);
            total++;
        }

        private int of(TableName table, long generationMillis) {
            return counts.getOrDefault(table, Map.of()).getOrDefault(generationMillis, 0);
        }
    }
}
