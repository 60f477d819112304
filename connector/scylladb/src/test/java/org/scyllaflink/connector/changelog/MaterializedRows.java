/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.scyllaflink.connector.model.TableSchema;

/** Adds up a changelog and checks on the way that each row fits to what was sent before. */
final class MaterializedRows {

    private final TableSchema schema;
    private final RowType type;
    private final RowData.FieldGetter[] columns;
    private final Map<List<Object>, List<Object>> rows = new HashMap<>();
    private final Map<List<Object>, Long> versions = new HashMap<>();
    private long watermark = Long.MIN_VALUE;

    MaterializedRows(TableSchema schema) {
        this.schema = schema;
        this.type = FullRowChangelog.of(schema).rowType();
        this.columns = new RowData.FieldGetter[schema.columns().size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = RowData.createFieldGetter(type.getTypeAt(i), i);
        }
    }

    MaterializedRows copy() {
        MaterializedRows copy = new MaterializedRows(schema);
        copy.rows.putAll(rows);
        copy.versions.putAll(versions);
        copy.watermark = watermark;
        return copy;
    }

    /** All columns of the rows that are there, as {@link PlainValues}. */
    Set<List<Object>> rows() {
        return new HashSet<>(rows.values());
    }

    /** Adds what went out between the last watermark and this one. */
    void add(List<StreamRecord<RowData>> changelog, long newWatermark) {
        for (StreamRecord<RowData> element : changelog) {
            assertThat(element.getTimestamp()).isGreaterThan(watermark);
            assertThat(element.getTimestamp()).isLessThanOrEqualTo(newWatermark);
            add(element.getValue());
        }
        watermark = newWatermark;
    }

    private void add(RowData row) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            values.add(PlainValues.ofFlink(type.getTypeAt(i), columns[i].getFieldOrNull(row)));
        }
        List<Object> key = List.copyOf(values.subList(0, schema.keySize()));
        long version = row.getLong(MetadataColumn.ROW_VERSION.position(schema));
        Long last = versions.put(key, version);
        if (row.getRowKind() == RowKind.UPDATE_AFTER) {
            assertThat(version).as("version of +U%s", values).isEqualTo(last);
        } else if (last != null) {
            assertThat(version).as("version of %s", values).isGreaterThan(last);
        }
        switch (row.getRowKind()) {
            case INSERT, UPDATE_AFTER ->
                    assertThat(rows.put(key, values)).as("row before +%s", values).isNull();
            case UPDATE_BEFORE, DELETE -> assertThat(rows.remove(key)).isEqualTo(values);
        }
    }
}
