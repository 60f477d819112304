/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.scyllaflink.connector.cql.RangeStreams;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TokenRange;

/** Makes the splits of a generation: Flink recomputes watermarks over all splits of a reader. */
final class StreamGrouping {

    private StreamGrouping() {}

    /**
     * Keeps the streams of a range together, as they have the same replicas, and puts adjacent
     * ranges together as far as needed to make no more than the given number of splits.
     *
     * @param ranges of the whole generation, in token order
     * @param position where all of them begin
     */
    static List<StreamGroupSplit> split(
            TableName table,
            Instant generation,
            List<RangeStreams> ranges,
            int maxSplits,
            Position position) {
        int rangesPerSplit = (ranges.size() + maxSplits - 1) / maxSplits;
        List<StreamGroupSplit> splits = new ArrayList<>();
        for (int first = 0; first < ranges.size(); first += rangesPerSplit) {
            int end = Math.min(first + rangesPerSplit, ranges.size());
            TokenRange range = ranges.get(first).range().through(ranges.get(end - 1).range());
            List<StreamId> group =
                    ranges.subList(first, end).stream()
                            .flatMap(part -> part.streams().stream())
                            .toList();
            splits.add(
                    new StreamGroupSplit(table, generation, splits.size(), range, group, position));
        }
        return splits;
    }
}
