/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scyllaflink.connector.model.StreamId;

/** Makes the splits of a generation: Flink recomputes watermarks over all splits of a reader. */
final class StreamGrouping {

    private StreamGrouping() {}

    /**
     * Keeps the streams of a vnode together, as they have the same replicas, and puts adjacent
     * vnodes together as far as needed to make no more than the given number of splits.
     *
     * @param streams of the whole generation, in token order
     * @param position where all of them begin
     */
    static List<StreamGroupSplit> split(
            Instant generation, List<StreamId> streams, int maxSplits, Position position) {
        List<List<StreamId>> units = new ArrayList<>(units(streams));
        int unitsPerSplit = (units.size() + maxSplits - 1) / maxSplits;
        List<StreamGroupSplit> splits = new ArrayList<>();
        for (int first = 0; first < units.size(); first += unitsPerSplit) {
            int last = Math.min(first + unitsPerSplit, units.size());
            List<StreamId> group =
                    units.subList(first, last).stream().flatMap(List::stream).toList();
            splits.add(new StreamGroupSplit(generation, splits.size(), group, position));
        }
        return splits;
    }

    private static Collection<List<StreamId>> units(List<StreamId> streams) {
        Map<Integer, List<StreamId>> byVnode = new TreeMap<>();
        for (StreamId stream : streams) {
            byVnode.computeIfAbsent(stream.vnodeIndex(), index -> new ArrayList<>()).add(stream);
        }
        // Streams of tablets all carry index 0, which says nothing of where they live.
        return byVnode.size() > 1
                ? byVnode.values()
                : streams.stream().map(stream -> List.of(stream)).toList();
    }
}
