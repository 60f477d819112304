/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.Collection;
import java.util.TreeMap;
import org.apache.cassandra.db.Clustering;
import org.apache.cassandra.db.DeletionTime;
import org.apache.cassandra.db.LivenessInfo;
import org.apache.cassandra.db.rows.ColumnData;
import org.apache.cassandra.db.rows.Row;
import org.apache.cassandra.schema.ColumnMetadata;

/** What one request does to one row; the last write wins in each of its parts by itself. */
final class RowChange {
    private final Clustering<?> clustering;
    private LivenessInfo marker = LivenessInfo.EMPTY;
    private DeletionTime deletion = DeletionTime.LIVE;
    private final TreeMap<ColumnMetadata, ColumnChange> columns = new TreeMap<>();

    RowChange(Clustering<?> clustering) {
        this.clustering = clustering;
    }

    void add(Row row) {
        LivenessInfo newMarker = row.primaryKeyLivenessInfo();
        if (newMarker.supersedes(marker)) {
            marker = newMarker;
        }
        addDeletion(row.deletion().time());
        for (ColumnData data : row) {
            columns.computeIfAbsent(data.column(), ColumnChange::new).add(data);
        }
    }

    void addDeletion(DeletionTime newer) {
        if (newer.supersedes(deletion)) {
            deletion = newer;
        }
    }

    /** Returns the row's key; {@code STATIC_CLUSTERING} for the static row. */
    Clustering<?> clustering() {
        return clustering;
    }

    boolean isStatic() {
        return clustering == Clustering.STATIC_CLUSTERING;
    }

    /** Returns what an INSERT leaves in a row, also one without values. */
    LivenessInfo marker() {
        return marker;
    }

    DeletionTime deletion() {
        return deletion;
    }

    /** Returns the changed columns in the table's order. */
    Collection<ColumnChange> columns() {
        return columns.values();
    }

    /** Returns whether the row is written to, in contrast to only deleted. */
    boolean isUpsert() {
        return !marker.isEmpty() || !columns.isEmpty();
    }
}
