/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowImage;

/** Rows as the server's images show them after each change, and the keys of deleted ones. */
final class UpsertRows implements ChangeRows {

    private final RowMaker rows;
    private final UnshownDeletes unshown;

    UpsertRows(RowMaker rows, UnshownDeletes unshown) {
        this.rows = rows;
        this.unshown = unshown;
    }

    @Override
    public void write(ChangeBatch batch, Collector<RowData> out) {
        for (Change change : batch.changes()) {
            switch (change.kind()) {
                case ROW_CHANGE -> writeChange((RowChange) change, batch, out);
                case ROW_DELETE ->
                        out.collect(deleted(change, ((RowDelete) change).clusteringKey()));
                case PARTITION_DELETE -> {
                    if (rows.columns().schema().clusteringKeySize() > 0) {
                        unshown.ofSeveralRows(change);
                    } else {
                        out.collect(deleted(change, Key.EMPTY));
                    }
                }
                case RANGE_DELETE -> unshown.ofSeveralRows(change);
                case SNAPSHOT_ROW -> throw PostImages.notOfTheLog(change);
            }
        }
    }

    private void writeChange(RowChange change, ChangeBatch batch, Collector<RowData> out) {
        RowImage after = PostImages.of(change, batch);
        if (after != null) {
            GenericRowData row = rows.row(RowKind.UPDATE_AFTER, change, change.clusteringKey());
            rows.columns().setImage(row, after, "post-image");
            out.collect(row);
        }
    }

    private GenericRowData deleted(Change change, Key clusteringKey) {
        return rows.row(RowKind.DELETE, change, clusteringKey);
    }
}
