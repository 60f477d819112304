/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;

/** One row a change, as it stands in the log. */
final class DeltaRows implements ChangeRows {

    private final RowMaker rows;

    DeltaRows(RowMaker rows) {
        this.rows = rows;
    }

    @Override
    public void write(ChangeBatch batch, Collector<RowData> out) {
        for (Change change : batch.changes()) {
            GenericRowData row = rows.row(RowKind.INSERT, change, clusteringKey(change));
            if (change instanceof RowChange rowChange) {
                rows.columns().setDeltas(row, rowChange);
            }
            out.collect(row);
        }
    }

    private static @Nullable Key clusteringKey(Change change) {
        return switch (change.kind()) {
            case ROW_CHANGE -> ((RowChange) change).clusteringKey();
            case ROW_DELETE -> ((RowDelete) change).clusteringKey();
            case PARTITION_DELETE, RANGE_DELETE -> null;
            case SNAPSHOT_ROW -> throw PostImages.notOfTheLog(change);
        };
    }
}
