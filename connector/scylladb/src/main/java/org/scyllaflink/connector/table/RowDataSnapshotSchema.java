/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.snapshot.SnapshotDeserializationSchema;

/**
 * Makes inserted rows of a query from rows of a table, read without times: these have the static
 * columns of their partition, and a partition of static columns alone has none.
 */
final class RowDataSnapshotSchema implements SnapshotDeserializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final TableSchema schema;
    private final RowType columns;
    private transient List<WantedColumn> wanted;
    private transient CellValues values;

    /**
     * @param columns names and types that {@link DeclaredColumns#check} accepts
     */
    RowDataSnapshotSchema(TableSchema schema, RowType columns) {
        this.schema = schema;
        this.columns = columns;
    }

    private record WantedColumn(int index, DeclaredType type) {}

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        wanted = new ArrayList<>();
        for (RowType.RowField field : columns.getFields()) {
            int index = schema.indexOf(field.getName());
            Column column = schema.column(index);
            DeclaredType type = DeclaredType.of(schema.table(), column, field.getType());
            wanted.add(new WantedColumn(index, type));
        }
        values = new CellValues(schema);
    }

    @Override
    public void deserialize(SnapshotRow row, Collector<RowData> out) {
        values.set(row.cells());
        GenericRowData produced = new GenericRowData(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            WantedColumn next = wanted.get(i);
            CqlValue value = value(next.index(), row);
            produced.setField(i, next.type().decode(value));
        }
        out.collect(produced);
    }

    private @Nullable CqlValue value(int index, SnapshotRow row) {
        if (index < schema.partitionKeySize()) {
            return row.partitionKey().value(index);
        }
        return index < schema.keySize()
                ? row.clusteringKey().value(index - schema.partitionKeySize())
                : values.of(index - schema.keySize());
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return InternalTypeInfo.of(columns);
    }
}
