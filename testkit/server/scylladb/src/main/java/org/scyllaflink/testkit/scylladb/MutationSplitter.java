/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.apache.cassandra.db.DeletionTime;
import org.apache.cassandra.db.RangeTombstone;
import org.apache.cassandra.db.rows.Cell;
import org.apache.cassandra.schema.ColumnMetadata;

/**
 * Cuts a change into the groups and rows of the log. Most changes have one time and one TTL and
 * read well in clustering order; the others are sorted by time, kind and TTL.
 *
 * @see <a href="https://docs.scylladb.com/manual/stable/features/cdc/cdc-log-table.html">ScyllaDB:
 *     the CDC log table</a>
 */
final class MutationSplitter {
    private final TreeMap<Long, Kinds> kindsByTime = new TreeMap<>();

    private MutationSplitter() {}

    /** Returns the groups by ascending time; none when the change does nothing. */
    static List<ChangeGroup> split(PartitionChange change) {
        Uniformity uniformity = Uniformity.of(change);
        if (uniformity.isEmpty()) {
            return List.of();
        }
        if (uniformity.isWhole()) {
            return List.of(new ChangeGroup(uniformity.micros(), inOrder(change, uniformity.ttl())));
        }
        MutationSplitter splitter = new MutationSplitter();
        splitter.add(change);
        List<ChangeGroup> groups = new ArrayList<>();
        splitter.kindsByTime.forEach(
                (micros, kinds) -> groups.add(new ChangeGroup(micros, kinds.inOrder())));
        return groups;
    }

    private static List<Delta> inOrder(PartitionChange change, int ttl) {
        List<Delta> deltas = new ArrayList<>(1);
        if (change.staticRow() != null) {
            deltas.add(upsert(change.staticRow(), ttl));
        }
        for (RowChange row : change.rows()) {
            if (row.isUpsert()) {
                deltas.add(upsert(row, ttl));
            }
            if (!row.deletion().isLive()) {
                deltas.add(new Delta.RowDelete(row.clustering()));
            }
        }
        for (RangeTombstone range : change.rangeDeletions()) {
            deltas.add(new Delta.RangeDelete(range.deletedSlice()));
        }
        return deltas;
    }

    private static Delta upsert(RowChange row, int ttl) {
        return new Delta.Upsert(row.clustering(), !row.marker().isEmpty(), ttl, row.columns());
    }

    private void add(PartitionChange change) {
        if (change.staticRow() != null) {
            RowChange row = change.staticRow();
            buckets(row)
                    .forEach(
                            (bucket, columns) ->
                                    at(bucket.micros)
                                            .staticUpdates
                                            .add(update(row, bucket, columns.values())));
        }
        change.rows().forEach(this::addRow);
        for (RangeTombstone range : change.rangeDeletions()) {
            at(range.deletionTime().markedForDeleteAt())
                    .rangeDeletes
                    .add(new Delta.RangeDelete(range.deletedSlice()));
        }
        if (!change.deletion().isLive()) {
            at(change.deletion().markedForDeleteAt())
                    .partitionDeletes
                    .add(new Delta.PartitionDelete());
        }
    }

    private void addRow(RowChange row) {
        TreeMap<Bucket, TreeMap<ColumnMetadata, ColumnChange>> buckets = buckets(row);
        if (!row.marker().isEmpty()) {
            addInsert(row, buckets);
        }
        buckets.forEach(
                (bucket, columns) -> {
                    if (!columns.isEmpty()) {
                        at(bucket.micros).updates.add(update(row, bucket, columns.values()));
                    }
                });
        if (!row.deletion().isLive()) {
            at(row.deletion().markedForDeleteAt())
                    .rowDeletes
                    .add(new Delta.RowDelete(row.clustering()));
        }
    }

    // Of the columns with the marker's time and TTL the insert takes all but those to which a
    // statement only added elements: an INSERT always replaces the whole collection.
    private void addInsert(
            RowChange row, TreeMap<Bucket, TreeMap<ColumnMetadata, ColumnChange>> buckets) {
        Bucket bucket = new Bucket(row.marker().timestamp(), row.marker().ttl());
        List<ColumnChange> inserted = new ArrayList<>();
        TreeMap<ColumnMetadata, ColumnChange> columns = buckets.get(bucket);
        if (columns != null) {
            columns.values()
                    .removeIf(
                            column -> {
                                boolean taken =
                                        !column.column().isComplex() || !column.deletion().isLive();
                                return taken && inserted.add(column);
                            });
        }
        at(bucket.micros)
                .inserts
                .add(new Delta.Upsert(row.clustering(), true, bucket.ttl, inserted));
    }

    private static Delta update(RowChange row, Bucket bucket, Collection<ColumnChange> columns) {
        return new Delta.Upsert(row.clustering(), false, bucket.ttl, columns);
    }

    private static TreeMap<Bucket, TreeMap<ColumnMetadata, ColumnChange>> buckets(RowChange row) {
        TreeMap<Bucket, TreeMap<ColumnMetadata, ColumnChange>> buckets = new TreeMap<>();
        for (ColumnChange change : row.columns()) {
            if (!change.deletion().isLive()) {
                DeletionTime deletion = change.deletion();
                part(buckets, new Bucket(ColumnChange.logTime(deletion), 0), change.column())
                        .addDeletion(deletion);
            }
            for (Cell<?> cell : change.cells()) {
                Bucket bucket = new Bucket(cell.timestamp(), ColumnChange.ttl(cell));
                part(buckets, bucket, change.column()).addCell(cell);
            }
        }
        return buckets;
    }

    private static ColumnChange part(
            TreeMap<Bucket, TreeMap<ColumnMetadata, ColumnChange>> buckets,
            Bucket bucket,
            ColumnMetadata column) {
        return buckets.computeIfAbsent(bucket, b -> new TreeMap<>())
                .computeIfAbsent(column, ColumnChange::new);
    }

    private Kinds at(long micros) {
        return kindsByTime.computeIfAbsent(micros, m -> new Kinds());
    }

    private record Bucket(long micros, int ttl) implements Comparable<Bucket> {
        @Override
        public int compareTo(Bucket that) {
            int byTime = Long.compare(micros, that.micros);
            return byTime != 0 ? byTime : Integer.compare(ttl, that.ttl);
        }
    }

    /** The deltas of one time. */
    private static final class Kinds {
        private final List<Delta> staticUpdates = new ArrayList<>(0);
        private final List<Delta> inserts = new ArrayList<>(1);
        private final List<Delta> updates = new ArrayList<>(1);
        private final List<Delta> rowDeletes = new ArrayList<>(0);
        private final List<Delta> rangeDeletes = new ArrayList<>(0);
        private final List<Delta> partitionDeletes = new ArrayList<>(0);

        List<Delta> inOrder() {
            List<Delta> all = new ArrayList<>(staticUpdates);
            all.addAll(inserts);
            all.addAll(updates);
            all.addAll(rowDeletes);
            all.addAll(rangeDeletes);
            all.addAll(partitionDeletes);
            return all;
        }
    }
}
