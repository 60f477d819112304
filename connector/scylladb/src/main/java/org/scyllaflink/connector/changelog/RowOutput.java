/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.List;
import java.util.Objects;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.TableSchema;

/** Makes rows of the changelog from encoded values and hands them on. */
final class RowOutput {

    private static final int MICROS_PER_MILLI = 1_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private final TableSchema schema;

    /** For each column of a row, metadata aside, its index in the table's schema. */
    private final int[] indexes;

    private final ColumnType[] types;

    /** How many of the columns are of the key. */
    private final int keys;

    private final Output<StreamRecord<RowData>> output;

    RowOutput(RowLayout layout, Output<StreamRecord<RowData>> output) {
        this.schema = layout.schema();
        this.output = output;
        List<Integer> wanted = layout.wanted();
        this.indexes = new int[wanted.size()];
        this.types = new ColumnType[indexes.length];
        int keyColumns = 0;
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = wanted.get(i);
            types[i] = ColumnType.of(schema.column(indexes[i]).type());
            keyColumns += indexes[i] < schema.keySize() ? 1 : 0;
        }
        this.keys = keyColumns;
    }

    /**
     * What caused rows to be sent.
     *
     * @param eventMillis timestamp of the records
     * @param micros of the write, delete or expiry
     */
    record Event(long eventMillis, long micros, Cause cause) {}

    /** Whether a row shows another content; null stands for no row. */
    boolean isChange(@Nullable RowContent before, @Nullable RowContent after) {
        if (before == null || after == null) {
            return before != after;
        }
        for (int i = 0; i < after.size(); i++) {
            CqlValue old = before.value(i);
            CqlValue now = after.value(i);
            if (!Objects.equals(old, now)
                    && !(types[keys + i].isNull(old) && types[keys + i].isNull(now))) {
                return true;
            }
        }
        return false;
    }

    /** Sends +I, −U and +U, or −D; one of the contents may be null for no row. */
    void send(
            Key partitionKey,
            Key clusteringKey,
            @Nullable RowContent before,
            @Nullable RowContent after,
            Event event,
            long version) {
        GenericRowData old = null;
        if (before != null) {
            old = row(after == null ? RowKind.DELETE : RowKind.UPDATE_BEFORE, event, version);
            setKeys(old, partitionKey, clusteringKey);
            for (int i = 0; i < before.size(); i++) {
                old.setField(keys + i, decode(keys + i, before.value(i)));
            }
            output.collect(new StreamRecord<>(old, event.eventMillis()));
        }
        if (after == null) {
            return;
        }
        GenericRowData row =
                row(old == null ? RowKind.INSERT : RowKind.UPDATE_AFTER, event, version);
        if (old == null) {
            setKeys(row, partitionKey, clusteringKey);
        } else {
            for (int i = 0; i < keys; i++) {
                row.setField(i, old.getField(i));
            }
        }
        for (int i = 0; i < after.size(); i++) {
            CqlValue value = after.value(i);
            row.setField(
                    keys + i,
                    before != null && before.value(i) == value
                            ? old.getField(keys + i)
                            : decode(keys + i, value));
        }
        output.collect(new StreamRecord<>(row, event.eventMillis()));
    }

    private GenericRowData row(RowKind kind, Event event, long version) {
        int metadata = types.length;
        GenericRowData row = new GenericRowData(kind, metadata + MetadataColumn.values().length);
        long millis = Math.floorDiv(event.micros(), MICROS_PER_MILLI);
        int nanos = Math.floorMod(event.micros(), MICROS_PER_MILLI) * NANOS_PER_MICRO;
        row.setField(
                metadata + MetadataColumn.OP_TS.ordinal(),
                TimestampData.fromEpochMillis(millis, nanos));
        row.setField(metadata + MetadataColumn.CAUSE.ordinal(), event.cause().text());
        row.setField(metadata + MetadataColumn.ROW_VERSION.ordinal(), version);
        return row;
    }

    private void setKeys(GenericRowData row, Key partitionKey, Key clusteringKey) {
        int partitionColumns = schema.partitionKeySize();
        for (int i = 0; i < keys; i++) {
            int index = indexes[i];
            CqlValue value =
                    index < partitionColumns
                            ? partitionKey.value(index)
                            : clusteringKey.value(index - partitionColumns);
            row.setField(i, decode(i, value));
        }
    }

    private @Nullable Object decode(int position, @Nullable CqlValue value) {
        try {
            return types[position].decode(value);
        } catch (RuntimeException e) {
            Column column = schema.column(indexes[position]);
            throw new IllegalStateException(
                    String.format(
                            "%s: column '%s' holds %s (expected: a value of type %s)",
                            schema.table(), column.name(), value, column.type().cql()),
                    e);
        }
    }
}
