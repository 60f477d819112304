/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.scyllaflink.connector.model.Change;

/** The operator, with its rows as text: time, kind, columns and cause. */
final class ChangelogRows {

    private static final long RETENTION_MILLIS = 60_000;

    private final UnknownRows unknownRows;
    private final StateBackend backend;
    private ChangelogHarness harness;
    private RowType type;

    ChangelogRows(RowLayout layout) throws Exception {
        this(layout, UnknownRows.partial());
    }

    ChangelogRows(RowLayout layout, UnknownRows unknownRows) throws Exception {
        this(layout, unknownRows, new HashMapStateBackend());
        harness.open(1);
    }

    ChangelogRows(RowLayout layout, StateBackend backend) throws Exception {
        this(layout, UnknownRows.partial(), backend);
        harness.open(1);
    }

    /** Goes on from a snapshot. */
    ChangelogRows(RowLayout layout, ChangelogHarness.Snapshot snapshot) throws Exception {
        this(layout, UnknownRows.partial(), new HashMapStateBackend());
        harness.restore(snapshot, 1);
    }

    private ChangelogRows(RowLayout layout, UnknownRows unknownRows, StateBackend backend) {
        this.unknownRows = unknownRows;
        this.backend = backend;
        open(layout);
    }

    private void open(RowLayout layout) {
        harness = new ChangelogHarness(layout, RETENTION_MILLIS, backend, unknownRows);
        List<String> wanted = new ArrayList<>();
        layout.wanted().forEach(index -> wanted.add(layout.schema().column(index).name()));
        type = FullRowChangelog.of(layout.schema()).withColumns(wanted).rowType();
    }

    void send(Change... changes) throws Exception {
        for (Change change : changes) {
            harness.send(change);
        }
    }

    List<String> rowsAt(long watermark) throws Exception {
        harness.watermark(watermark);
        return rows();
    }

    /** Those sent since the last call. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (StreamRecord<RowData> row : harness.rows()) {
            rows.add(text(row));
        }
        return rows;
    }

    /** Goes on from its own state. */
    void restart(int parallelism) throws Exception {
        harness.restore(harness.snapshot(), parallelism);
    }

    /** Goes on from its own state with other columns. */
    void restart(RowLayout layout) throws Exception {
        ChangelogHarness.Snapshot snapshot = harness.snapshot();
        harness.close();
        open(layout);
        harness.restore(snapshot, 1);
    }

    int stateEntries() {
        return harness.stateEntries();
    }

    int timers() {
        return harness.timers();
    }

    void close() throws Exception {
        harness.close();
    }

    private String text(StreamRecord<RowData> element) {
        RowData row = element.getValue();
        int metadata = type.getFieldCount() - MetadataColumn.values().length;
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < metadata; i++) {
            columns.add(
                    text(RowData.createFieldGetter(type.getTypeAt(i), i).getFieldOrNull(row), i));
        }
        return String.format(
                "%d %s%s %s",
                element.getTimestamp(),
                row.getRowKind().shortString(),
                columns,
                row.getString(metadata + MetadataColumn.CAUSE.ordinal()));
    }

    private String text(Object value, int column) {
        return text(value, type.getTypeAt(column));
    }

    private static String text(Object value, LogicalType type) {
        if (value instanceof ArrayData array) {
            LogicalType element = ((ArrayType) type).getElementType();
            return texts(array, element).toString();
        } else if (value instanceof MapData map) {
            MapType entries = (MapType) type;
            List<String> keys = texts(map.keyArray(), entries.getKeyType());
            List<String> values = texts(map.valueArray(), entries.getValueType());
            TreeMap<String, String> sorted = new TreeMap<>();
            for (int i = 0; i < keys.size(); i++) {
                sorted.put(keys.get(i), values.get(i));
            }
            return sorted.toString();
        } else if (value instanceof RowData row) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < row.getArity(); i++) {
                LogicalType field = ((RowType) type).getTypeAt(i);
                fields.add(text(RowData.createFieldGetter(field, i).getFieldOrNull(row), field));
            }
            return fields.toString().replace('[', '(').replace(']', ')');
        }
        return String.valueOf(value);
    }

    private static List<String> texts(ArrayData array, LogicalType type) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            Object element = ArrayData.createElementGetter(type).getElementOrNull(array, i);
            texts.add(text(element, type));
        }
        return texts;
    }
}
