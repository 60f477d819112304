/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.cassandra.db.Clustering;
import org.apache.cassandra.db.ClusteringBound;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.db.DeletionTime;
import org.apache.cassandra.db.RangeTombstone;
import org.apache.cassandra.db.RangeTombstoneList;
import org.apache.cassandra.db.Slice;
import org.apache.cassandra.db.partitions.PartitionUpdate;
import org.apache.cassandra.db.rows.Row;
import org.apache.cassandra.schema.TableMetadata;

/**
 * What one request does to one base partition: all its statements merged, the unit that is logged.
 * In contrast to Cassandra's own merge a deletion hides nothing here: ScyllaDB logs a write and a
 * delete of one request both.
 */
final class PartitionChange {
    private final DecoratedKey key;
    private final DeletionTime deletion;
    private final List<RangeTombstone> rangeDeletions;
    @Nullable private final RowChange staticRow;
    private final List<RowChange> rows;

    private PartitionChange(
            DecoratedKey key,
            DeletionTime deletion,
            List<RangeTombstone> rangeDeletions,
            @Nullable RowChange staticRow,
            List<RowChange> rows) {
        this.key = key;
        this.deletion = deletion;
        this.rangeDeletions = rangeDeletions;
        this.staticRow = staticRow;
        this.rows = rows;
    }

    /** Merges the updates of one partition, at least one. */
    static PartitionChange of(TableMetadata base, List<PartitionUpdate> updates) {
        DeletionTime deletion = DeletionTime.LIVE;
        RangeTombstoneList ranges = new RangeTombstoneList(base.comparator, 1);
        RowChange staticRow = null;
        for (PartitionUpdate update : updates) {
            DeletionTime newer = update.deletionInfo().getPartitionDeletion();
            deletion = newer.supersedes(deletion) ? newer : deletion;
            update.deletionInfo().rangeIterator(false).forEachRemaining(ranges::add);
            if (!update.staticRow().isEmpty()) {
                staticRow =
                        staticRow == null ? new RowChange(Clustering.STATIC_CLUSTERING) : staticRow;
                staticRow.add(update.staticRow());
            }
        }
        RowsAndRanges parts = new RowsAndRanges(base);
        updates.forEach(parts::addRows);
        joined(base, ranges).forEach(parts::addRange);
        return new PartitionChange(
                updates.get(0).partitionKey(), deletion, parts.ranges, staticRow, parts.rows());
    }

    // Cassandra cuts overlapping ranges of one time into adjacent ones; ScyllaDB makes one of them.
    private static List<RangeTombstone> joined(TableMetadata base, RangeTombstoneList ranges) {
        List<RangeTombstone> joined = new ArrayList<>(ranges.size());
        for (RangeTombstone range : ranges) {
            RangeTombstone last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            Slice slice = range.deletedSlice();
            if (last != null
                    && last.deletionTime().equals(range.deletionTime())
                    && base.comparator.compare(last.deletedSlice().end(), slice.start()) == 0) {
                Slice both = Slice.make(last.deletedSlice().start(), slice.end());
                joined.set(joined.size() - 1, new RangeTombstone(both, range.deletionTime()));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }

    DecoratedKey key() {
        return key;
    }

    DeletionTime deletion() {
        return deletion;
    }

    List<RangeTombstone> rangeDeletions() {
        return rangeDeletions;
    }

    @Nullable
    RowChange staticRow() {
        return staticRow;
    }

    /** Returns the changed rows in clustering order. */
    List<RowChange> rows() {
        return rows;
    }

    private static final class RowsAndRanges {
        private final TableMetadata base;
        private final List<RangeTombstone> ranges = new ArrayList<>(0);
        private final TreeMap<Clustering<?>, RowChange> rows;

        RowsAndRanges(TableMetadata base) {
            this.base = base;
            this.rows = new TreeMap<>(base.comparator);
        }

        void addRows(PartitionUpdate update) {
            for (Iterator<Row> each = update.iterator(); each.hasNext(); ) {
                Row row = each.next();
                if (!row.isEmpty()) {
                    rows.computeIfAbsent(row.clustering(), RowChange::new).add(row);
                }
            }
        }

        // A range of exactly one key is the deletion of that row.
        void addRange(RangeTombstone range) {
            ClusteringBound<?> start = range.deletedSlice().start();
            ClusteringBound<?> end = range.deletedSlice().end();
            boolean oneRow =
                    start.size() == base.clusteringColumns().size()
                            && start.isInclusive()
                            && end.isInclusive()
                            && Arrays.equals(start.getBufferArray(), end.getBufferArray());
            if (!oneRow) {
                ranges.add(range);
                return;
            }
            Clustering<?> clustering = Clustering.make(start.getBufferArray());
            rows.computeIfAbsent(clustering, RowChange::new).addDeletion(range.deletionTime());
        }

        List<RowChange> rows() {
            return List.copyOf(rows.values());
        }
    }
}
