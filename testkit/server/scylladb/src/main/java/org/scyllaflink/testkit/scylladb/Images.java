/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.cassandra.db.Clustering;
import org.apache.cassandra.schema.ColumnMetadata;

/**
 * Writes the groups of one change with the images around their deltas. Holds the rows as they were
 * read before the request and carries them on from group to group.
 *
 * @see <a href="https://docs.scylladb.com/manual/stable/features/cdc/cdc-preimages.html">ScyllaDB:
 *     preimages and postimages</a>
 */
final class Images {
    private final CdcTable table;
    private final TreeMap<Clustering<?>, RowState> rows;

    /** The values of the static row; null while it has none. */
    @Nullable private RowState staticRow;

    /** Starts with the rows there are; static values are null when there are none. */
    Images(CdcTable table, TreeMap<Clustering<?>, RowState> rows, @Nullable RowState staticRow) {
        this.table = table;
        this.rows = rows;
        this.staticRow = staticRow;
    }

    void write(ChangeGroup group, LogRowWriter log) {
        TouchedRows touched = TouchedRows.of(table.base(), group.deltas());
        if (table.options().preimage() != CdcOptions.Preimage.NONE) {
            touched.forEach((clustering, row) -> preimage(clustering, row, log));
        }
        for (Delta delta : group.deltas()) {
            log.delta(delta);
            apply(delta);
        }
        if (table.options().postimage()) {
            touched.forEach((clustering, row) -> postimage(clustering, row, log));
        }
    }

    private void preimage(Clustering<?> clustering, TouchedRows.Row touched, LogRowWriter log) {
        RowState state = state(clustering);
        if (state == null) {
            return;
        }
        log.image(Operation.PRE_IMAGE, clustering);
        boolean all = touched.isDeleted() || table.options().preimage() == CdcOptions.Preimage.FULL;
        for (ColumnMetadata column : all ? columns(clustering) : touched.columns()) {
            if (table.hasColumn(column)) {
                ByteBuffer value = state.value(column);
                if (value == null) {
                    log.imageNull(column);
                } else {
                    log.imageValue(column, value);
                }
            }
        }
    }

    private void postimage(Clustering<?> clustering, TouchedRows.Row touched, LogRowWriter log) {
        RowState state = state(clustering);
        if (state == null || !touched.isWritten()) {
            return;
        }
        log.image(Operation.POST_IMAGE, clustering);
        for (ColumnMetadata column : columns(clustering)) {
            ByteBuffer value = state.value(column);
            if (value != null && table.hasColumn(column)) {
                log.imageValue(column, value);
            }
        }
    }

    private void apply(Delta delta) {
        if (delta instanceof Delta.Upsert upsert) {
            upsert.columns().forEach(stateToChange(upsert.clustering())::apply);
        } else if (delta instanceof Delta.RowDelete delete) {
            rows.remove(delete.clustering());
        } else if (delta instanceof Delta.RangeDelete range) {
            rows.keySet()
                    .removeIf(
                            clustering ->
                                    range.slice().includes(table.base().comparator, clustering));
        } else {
            rows.clear();
            staticRow = null;
        }
    }

    @Nullable
    private RowState state(Clustering<?> clustering) {
        return clustering == Clustering.STATIC_CLUSTERING ? staticRow : rows.get(clustering);
    }

    private RowState stateToChange(Clustering<?> clustering) {
        if (clustering != Clustering.STATIC_CLUSTERING) {
            return rows.computeIfAbsent(clustering, c -> new RowState());
        }
        if (staticRow == null) {
            staticRow = new RowState();
        }
        return staticRow;
    }

    private Iterable<ColumnMetadata> columns(Clustering<?> clustering) {
        return clustering == Clustering.STATIC_CLUSTERING
                ? table.base().staticColumns()
                : table.base().regularColumns();
    }
}
