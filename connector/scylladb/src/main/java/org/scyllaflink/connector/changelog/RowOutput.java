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
    private final ColumnType[] types;
    private final Output<StreamRecord<RowData>> output;

    RowOutput(TableSchema schema, Output<StreamRecord<RowData>> output) {
        this.schema = schema;
        this.output = output;
        List<Column> columns = schema.columns();
        this.types = new ColumnType[columns.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = ColumnType.of(columns.get(i).type());
        }
    }

    /**
     * What caused rows to be sent.
     *
     * @param eventMillis timestamp of the records
     * @param micros of the write, delete or expiry
     */
    record Event(long eventMillis, long micros, Cause cause) {}

    /** Whether a row shows another content; null stands for no row. */
    boolean isChange(
            @Nullable CqlValue @Nullable [] before, @Nullable CqlValue @Nullable [] after) {
        if (before == null || after == null) {
            return before != after;
        }
        for (int i = 0; i < after.length; i++) {
            if (!Objects.equals(before[i], after[i])
                    && !(type(i).isNull(before[i]) && type(i).isNull(after[i]))) {
                return true;
            }
        }
        return false;
    }

    /** Sends +I, −U and +U, or −D; one of the contents may be null for no row. */
    void send(
            Key partitionKey,
            Key clusteringKey,
            @Nullable CqlValue @Nullable [] before,
            @Nullable CqlValue @Nullable [] after,
            Event event,
            long version) {
        GenericRowData old = null;
        if (before != null) {
            old = row(after == null ? RowKind.DELETE : RowKind.UPDATE_BEFORE, event, version);
            setKeys(old, partitionKey, clusteringKey);
            for (int i = 0; i < before.length; i++) {
                setValue(old, i, before[i]);
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
            for (int i = 0; i < schema.keySize(); i++) {
                row.setField(i, old.getField(i));
            }
        }
        for (int i = 0; i < after.length; i++) {
            if (before != null && before[i] == after[i]) {
                row.setField(schema.keySize() + i, old.getField(schema.keySize() + i));
            } else {
                setValue(row, i, after[i]);
            }
        }
        output.collect(new StreamRecord<>(row, event.eventMillis()));
    }

    private GenericRowData row(RowKind kind, Event event, long version) {
        GenericRowData row =
                new GenericRowData(kind, types.length + MetadataColumn.values().length);
        long millis = Math.floorDiv(event.micros(), MICROS_PER_MILLI);
        int nanos = Math.floorMod(event.micros(), MICROS_PER_MILLI) * NANOS_PER_MICRO;
        row.setField(
                MetadataColumn.OP_TS.position(schema),
                TimestampData.fromEpochMillis(millis, nanos));
        row.setField(MetadataColumn.CAUSE.position(schema), event.cause().text());
        row.setField(MetadataColumn.ROW_VERSION.position(schema), version);
        return row;
    }

    private void setKeys(GenericRowData row, Key partitionKey, Key clusteringKey) {
        for (int i = 0; i < partitionKey.size(); i++) {
            row.setField(i, decode(i, partitionKey.value(i)));
        }
        for (int i = 0; i < clusteringKey.size(); i++) {
            int index = schema.partitionKeySize() + i;
            row.setField(index, decode(index, clusteringKey.value(i)));
        }
    }

    private void setValue(GenericRowData row, int ordinal, @Nullable CqlValue value) {
        int index = schema.keySize() + ordinal;
        row.setField(index, decode(index, value));
    }

    private @Nullable Object decode(int index, @Nullable CqlValue value) {
        try {
            return types[index].decode(value);
        } catch (RuntimeException e) {
            Column column = schema.column(index);
            throw new IllegalStateException(
                    String.format(
                            "%s: column '%s' holds %s (expected: a value of type %s)",
                            schema.table(), column.name(), value, column.type().cql()),
                    e);
        }
    }

    private ColumnType type(int ordinal) {
        return types[schema.keySize() + ordinal];
    }
}
