/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import javax.annotation.Nullable;
import org.apache.cassandra.db.Clustering;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.schema.TableMetadata;

/** The rows that one group writes or deletes by their key, which are those that have images. */
final class TouchedRows {
    private final TreeMap<Clustering<?>, Row> rows;
    @Nullable private Row staticRow;

    private TouchedRows(TableMetadata base) {
        this.rows = new TreeMap<>(base.comparator);
    }

    static TouchedRows of(TableMetadata base, List<Delta> deltas) {
        TouchedRows touched = new TouchedRows(base);
        for (Delta delta : deltas) {
            if (delta instanceof Delta.Upsert upsert) {
                touched.row(upsert.clustering()).write(upsert);
            } else if (delta instanceof Delta.RowDelete delete) {
                touched.row(delete.clustering()).deleted = true;
            } else if (delta instanceof Delta.PartitionDelete
                    && base.clusteringColumns().isEmpty()) {
                touched.row(Clustering.EMPTY).deleted = true;
            }
        }
        return touched;
    }

    private Row row(Clustering<?> clustering) {
        if (clustering != Clustering.STATIC_CLUSTERING) {
            return rows.computeIfAbsent(clustering, c -> new Row());
        }
        if (staticRow == null) {
            staticRow = new Row();
        }
        return staticRow;
    }

    /** Visits the static row first, then the others in clustering order. */
    void forEach(BiConsumer<Clustering<?>, Row> visitor) {
        if (staticRow != null) {
            visitor.accept(Clustering.STATIC_CLUSTERING, staticRow);
        }
        rows.forEach(visitor);
    }

    /** What the group does to one row. */
    static final class Row {
        private final Set<ColumnMetadata> columns = new TreeSet<>();
        private boolean written;
        private boolean deleted;

        private void write(Delta.Upsert upsert) {
            written = true;
            upsert.columns().forEach(change -> columns.add(change.column()));
        }

        boolean isWritten() {
            return written;
        }

        boolean isDeleted() {
            return deleted;
        }

        Set<ColumnMetadata> columns() {
            return columns;
        }
    }
}
