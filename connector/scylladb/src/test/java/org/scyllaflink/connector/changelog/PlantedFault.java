/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.List;
import org.apache.flink.table.data.RowData;
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
        Change taken(Change change) {
            return change instanceof RowChange ? change : at(change.origin().micros() - 1, change);
        }
    },

    /** A delete of a range leaves the rows at its ends, where they are inside. */
    EXCLUSIVE_BOUNDS {
        @Override
        Change taken(Change change) {
            return change instanceof RangeDelete delete
                    ? new RangeDelete(
                            delete.origin(),
                            delete.partitionKey(),
                            exclusive(delete.start()),
                            exclusive(delete.end()))
                    : change;
        }

        private RangeDelete.Bound exclusive(RangeDelete.Bound bound) {
            return bound.isOpen() ? bound : new RangeDelete.Bound(bound.prefix(), false);
        }
    },

    /** Markers do not expire. */
    LASTING_MARKER {
        @Override
        Change taken(Change change) {
            return change instanceof RowChange row && row.marker() != null
                    ? changed(row, row.origin(), new RowMarker(0))
                    : change;
        }
    },

    /** An overwritten collection loses what other writes of its time have put into it. */
    OVERWRITE_COVERS_ITS_TIME {
        @Override
        Change taken(Change change) {
            return change instanceof RowChange row && row.deltas().stream().anyMatch(this::clears)
                    ? at(change.origin().micros() + 1, change)
                    : change;
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
    Change taken(Change change) {
        return change;
    }

    /** Whether it sends a row. */
    boolean isSent(RowData row, TableSchema schema) {
        return true;
    }

    private static Change at(long micros, Change change) {
        ChangeOrigin old = change.origin();
        CdcTime time =
                new CdcTime(
                        CdcTime.lowest(micros).mostSignificant(),
                        old.id().time().leastSignificant());
        ChangeOrigin origin =
                new ChangeOrigin(
                        old.schema(),
                        new ChangeId(old.id().stream(), time, 0),
                        old.generationStart(),
                        old.expiration());
        Key partition = change.partitionKey();
        return switch (change.kind()) {
            case ROW_CHANGE -> changed((RowChange) change, origin, ((RowChange) change).marker());
            case ROW_DELETE ->
                    new RowDelete(origin, partition, ((RowDelete) change).clusteringKey(), null);
            case RANGE_DELETE -> {
                RangeDelete delete = (RangeDelete) change;
                yield new RangeDelete(origin, partition, delete.start(), delete.end());
            }
            case PARTITION_DELETE -> new PartitionDelete(origin, partition, null);
            case SNAPSHOT_ROW -> throw new IllegalStateException(change + " (expected: a write)");
        };
    }

    private static RowChange changed(RowChange row, ChangeOrigin origin, RowMarker marker) {
        List<ColumnDelta> deltas = row.deltas();
        return new RowChange(
                origin, row.partitionKey(), row.clusteringKey(), marker, deltas, null, null);
    }
}
