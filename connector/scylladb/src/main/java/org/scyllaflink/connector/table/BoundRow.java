/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.table.data.GenericRowData;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.changelog.ColumnType;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.TableSchema;

/**
 * One end of a deleted range as a row: the clustering columns that it names, and whether it is in.
 */
final class BoundRow {

    private final ColumnType[] types;

    BoundRow(TableSchema schema) {
        this.types =
                schema.columns().subList(schema.partitionKeySize(), schema.keySize()).stream()
                        .map(column -> ColumnType.of(column.type()))
                        .toArray(ColumnType[]::new);
    }

    /** Null if the range is open on this side. */
    @Nullable GenericRowData of(RangeDelete.Bound bound) {
        if (bound.isOpen()) {
            return null;
        }
        GenericRowData row = new GenericRowData(types.length + 1);
        Key prefix = bound.prefix();
        for (int i = 0; i < prefix.size(); i++) {
            row.setField(i, types[i].decode(prefix.value(i)));
        }
        row.setField(types.length, bound.inclusive());
        return row;
    }
}
