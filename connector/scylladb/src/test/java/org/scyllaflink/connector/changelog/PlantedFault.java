/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowMarker;
import org.scyllaflink.connector.model.TableSchema;

/** What an operator that breaks a rule would make of its input or its output. */
enum PlantedFault {
    NONE,

    /** What expires stays. */
    LOST_TIMER {
        @Override
        boolean isSent(RowData row, TableSchema schema) {
            int cause = MetadataColumn.CAUSE.position(schema);
            return !row.getString(cause).toString().equals("expiry");
        }
    },

    /** At equal times a write wins over a delete of its row, its range or its partition. */
    WRITE_BEATS_DELETE {
        @Override
        List<Change> taken(Change change) {
            return List.of(change instanceof RowChange ? change : earlier(change));
        }
    },

    /** A delete of a range leaves the rows at its ends, where they are inside. */
    EXCLUSIVE_BOUNDS {
        @Override
        List<Change> taken(Change change) {
            return change instanceof RangeDelete delete
                    ? List.of(
                            new RangeDelete(
                                    delete.origin(),
                                    delete.partitionKey(),
                                    exclusive(delete.start()),
                                    exclusive(delete.end())))
                    : List.of(change);
        }

        private RangeDelete.Bound exclusive(RangeDelete.Bound bound) {
            return bound.isOpen() ? bound : new RangeDelete.Bound(bound.prefix(), false);
        }
    },

    /** Markers do not expire. */
    LASTING_MARKER {
        @Override
        List<Change> taken(Change change) {
            return change instanceof RowChange row && row.marker() != null
                    ? List.of(changed(row, row.origin(), new RowMarker(0), row.deltas()))
                    : List.of(change);
        }
    },

    /** An overwritten collection loses what other writes of its time have put into it. */
    OVERWRITE_COVERS_ITS_TIME {
        @Override
        List<Change> taken(Change change) {
            if (!(change instanceof RowChange row)) {
                return List.of(change);
            }
            List<ColumnDelta> now = new ArrayList<>(row.deltas());
            List<ColumnDelta> later = new ArrayList<>(row.deltas());
            for (int i = 0; i < now.size(); i++) {
                (clears(now.get(i)) ? now : later).set(i, ColumnDelta.UNTOUCHED);
            }
            ChangeOrigin soon = at(row.origin().micros() + 1, row.origin());
            return List.of(
                    changed(row, row.origin(), row.marker(), now), changed(row, soon, null, later));
        }

        @Override
        ChangelogModelTest.Table table() {
            return ChangelogModelTest.Table.RICH_SINGLE;
        }

        private boolean clears(ColumnDelta delta) {
            return delta instanceof ColumnDelta.Merged merged && merged.cleared();
        }
    };

    /** A table where it shows soon. */
    ChangelogModelTest.Table table() {
        return ChangelogModelTest.Table.CLUSTERED;
    }

    /** What the operator takes a change for. */
    List<Change> taken(Change change) {
        return List.of(change);
    }

    /** Whether it sends a row. */
    boolean isSent(RowData row, TableSchema schema) {
        return true;
    }

    private static Change earlier(Change delete) {
        ChangeOrigin origin = at(delete.origin().micros() - 1, delete.origin());
        Key partition = delete.partitionKey();
        if (delete instanceof RowDelete row) {
            return new RowDelete(origin, partition, row.clusteringKey(), null);
        } else if (delete instanceof RangeDelete range) {
            return new RangeDelete(origin, partition, range.start(), range.end());
        }
        return new PartitionDelete(origin, partition, null);
    }

    private static ChangeOrigin at(long micros, ChangeOrigin old) {
        CdcTime time =
                new CdcTime(
                        CdcTime.lowest(micros).mostSignificant(),
                        old.id().time().leastSignificant());
        return new ChangeOrigin(
                old.schema(),
                new ChangeId(old.id().stream(), time, 0),
                old.generationStart(),
                old.expiration());
    }

    private static RowChange changed(
            RowChange row,
            ChangeOrigin origin,
            @Nullable RowMarker marker,
            List<ColumnDelta> deltas) {
        return new RowChange(
                origin, row.partitionKey(), row.clusteringKey(), marker, deltas, null, null);
    }
}
