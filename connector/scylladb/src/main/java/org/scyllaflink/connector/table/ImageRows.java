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
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowImage;

/** Rows as the server's images show them before and after each change. */
final class ImageRows implements ChangeRows {

    private final RowMaker rows;
    private final UnshownDeletes unshown;

    ImageRows(RowMaker rows, UnshownDeletes unshown) {
        this.rows = rows;
        this.unshown = unshown;
    }

    @Override
    public void write(ChangeBatch batch, Collector<RowData> out) {
        for (Change change : batch.changes()) {
            switch (change.kind()) {
                case ROW_CHANGE -> writeChange((RowChange) change, batch, out);
                case ROW_DELETE -> writeRowDelete((RowDelete) change, out);
                case PARTITION_DELETE -> writePartitionDelete((PartitionDelete) change, out);
                case RANGE_DELETE -> unshown.ofSeveralRows(change);
                case SNAPSHOT_ROW -> throw PostImages.notOfTheLog(change);
            }
        }
    }

    private void writeChange(RowChange change, ChangeBatch batch, Collector<RowData> out) {
        RowImage after = PostImages.of(change, batch);
        if (after == null) {
            return;
        }
        if (change.before() == null) {
            out.collect(after(RowKind.INSERT, change, after));
        } else {
            out.collect(
                    before(RowKind.UPDATE_BEFORE, change, change.clusteringKey(), change.before()));
            out.collect(after(RowKind.UPDATE_AFTER, change, after));
        }
    }

    private void writeRowDelete(RowDelete delete, Collector<RowData> out) {
        if (delete.before() != null) {
            out.collect(deleted(delete, delete.clusteringKey(), delete.before()));
        } else if (delete.origin().expiration()) {
            // A server does not let rows expire that are not there.
            unshown.withoutPreimage(delete);
        }
    }

    private void writePartitionDelete(PartitionDelete delete, Collector<RowData> out) {
        if (rows.columns().schema().clusteringKeySize() > 0) {
            unshown.ofSeveralRows(delete);
        } else if (delete.before() == null) {
            unshown.withoutPreimage(delete);
        } else {
            out.collect(deleted(delete, Key.EMPTY, delete.before()));
        }
    }

    private GenericRowData deleted(Change change, Key clusteringKey, RowImage image) {
        return before(RowKind.DELETE, change, clusteringKey, image);
    }

    private GenericRowData before(
            RowKind kind, Change change, @Nullable Key clusteringKey, RowImage image) {
        GenericRowData row = rows.row(kind, change, clusteringKey);
        rows.columns().setImage(row, image, "pre-image");
        return row;
    }

    private GenericRowData after(RowKind kind, RowChange change, RowImage image) {
        GenericRowData row = rows.row(kind, change, change.clusteringKey());
        rows.columns().setImage(row, image, "post-image");
        return row;
    }
}
