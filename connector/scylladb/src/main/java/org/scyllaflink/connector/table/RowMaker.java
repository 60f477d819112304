/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.Key;

/** Begins rows: the kind, the key and the metadata are there, the other columns null. */
final class RowMaker {

    private final ProducedColumns columns;
    private final ChangeMetadata[] metadata;

    RowMaker(ProducedColumns columns, ChangeMetadata[] metadata) {
        this.columns = columns;
        this.metadata = metadata;
    }

    ProducedColumns columns() {
        return columns;
    }

    /**
     * @param clusteringKey null if the change is one of no single row
     */
    GenericRowData row(RowKind kind, Change change, @Nullable Key clusteringKey) {
        GenericRowData row = new GenericRowData(kind, columns.size() + metadata.length);
        columns.setKeys(row, change, clusteringKey);
        for (int i = 0; i < metadata.length; i++) {
            row.setField(columns.size() + i, metadata[i].of(change, kind));
        }
        return row;
    }
}
