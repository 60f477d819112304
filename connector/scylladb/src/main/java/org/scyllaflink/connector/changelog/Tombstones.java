/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.List;
import org.scyllaflink.connector.model.ClusteringOrder;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RangeDelete;

/**
 * Deletes of a partition and of ranges of its rows, kept for rows that are not yet known.
 *
 * @param partitionMicros time of the latest delete of the partition, else {@link Row#NEVER}
 * @param ranges of which none is covered by the partition's delete
 */
record Tombstones(long partitionMicros, List<Range> ranges) {

    static final Tombstones NONE = new Tombstones(Row.NEVER, List.of());

    Tombstones {
        ranges = List.copyOf(ranges);
    }

    /** A delete of a range at a time. */
    record Range(RangeDelete.Bound start, RangeDelete.Bound end, long micros) {

        private boolean isWithin(Range outer, ClusteringOrder order) {
            return order.isWithin(start, end, outer.start, outer.end);
        }
    }

    Tombstones withPartition(long micros) {
        return micros <= partitionMicros
                ? this
                : new Tombstones(
                        micros, ranges.stream().filter(range -> range.micros() > micros).toList());
    }

    /** Ranges that a later delete covers as a whole are left out. */
    Tombstones withRange(Range added, ClusteringOrder order) {
        if (added.micros() <= partitionMicros) {
            return this;
        }
        List<Range> kept = new ArrayList<>(ranges.size() + 1);
        for (Range range : ranges) {
            if (range.micros() >= added.micros() && added.isWithin(range, order)) {
                return this;
            }
            if (range.micros() > added.micros() || !range.isWithin(added, order)) {
                kept.add(range);
            }
        }
        kept.add(added);
        return new Tombstones(partitionMicros, kept);
    }

    /** Without the deletes of times before the given one. */
    Tombstones since(long micros) {
        return new Tombstones(
                partitionMicros < micros ? Row.NEVER : partitionMicros,
                ranges.stream().filter(range -> range.micros() >= micros).toList());
    }

    /** Time of the first of the deletes, of which there is one at least. */
    long oldestMicros() {
        long oldest = partitionMicros == Row.NEVER ? Row.AT_NO_TIME : partitionMicros;
        for (Range range : ranges) {
            oldest = Math.min(oldest, range.micros());
        }
        return oldest;
    }

    /** Time of the latest delete that covers a row, else {@link Row#NEVER}. */
    long coveringMicros(Key clusteringKey, ClusteringOrder order) {
        long covering = partitionMicros;
        for (Range range : ranges) {
            if (range.micros() > covering
                    && order.isBetween(clusteringKey, range.start(), range.end())) {
                covering = range.micros();
            }
        }
        return covering;
    }

    boolean isEmpty() {
        return partitionMicros == Row.NEVER && ranges.isEmpty();
    }
}
