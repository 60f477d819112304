/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.scyllaflink.connector.changelog.Cause;
import org.scyllaflink.connector.changelog.MetadataColumn;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.TableSchema;

/**
 * From rows of {@link org.scyllaflink.connector.changelog.FullRowChangelog} to the rows that a
 * query wants: the produced columns with their declared types, then the produced metadata.
 */
@Internal
public final class FullRows extends RichMapFunction<RowData, RowData>
        implements ResultTypeQueryable<RowData> {

    private static final long serialVersionUID = 1L;
    private static final int MICROSECONDS = 6;

    private final TableSchema schema;
    private final RowType input;
    private final RowType columns;
    private final List<ReadableMetadata> metadata;

    private transient RowData.FieldGetter[] getters;
    private transient DeclaredType[] types;
    private transient Field[] fields;

    private FullRows(
            TableSchema schema, RowType input, RowType columns, List<ReadableMetadata> metadata) {
        this.schema = schema;
        this.input = input;
        this.columns = columns;
        this.metadata = List.copyOf(metadata);
    }

    /** Reads metadata off a row of the changelog. */
    private interface Field {
        Object of(RowData row);
    }

    /**
     * @param input type of the rows that come: columns of the table, all that are produced among
     *     them, then those of {@link MetadataColumn}
     * @param columns as for {@link RowDataChangeSchema#of}
     * @param metadata as for {@link RowDataChangeSchema#of}
     * @throws IllegalArgumentException if a column is none that {@link DeclaredColumns#check}
     *     accepts, or {@code full} has no such metadata
     */
    public static FullRows of(
            TableSchema schema, RowType input, RowType columns, List<ReadableMetadata> metadata) {
        DeclaredColumns.check(ChangelogStyle.FULL, schema, columns);
        metadata.forEach(wanted -> ReadableMetadata.of(wanted.key(), ChangelogStyle.FULL));
        return new FullRows(schema, input, columns, metadata);
    }

    @Override
    public void open(OpenContext context) {
        getters = new RowData.FieldGetter[columns.getFieldCount()];
        types = new DeclaredType[getters.length];
        for (int i = 0; i < getters.length; i++) {
            RowType.RowField field = columns.getFields().get(i);
            int index = input.getFieldIndex(field.getName());
            getters[i] = RowData.createFieldGetter(input.getTypeAt(index), index);
            Column column = schema.column(schema.indexOf(field.getName()));
            types[i] = DeclaredType.of(schema.table(), column, field.getType());
        }
        fields = metadata.stream().map(this::field).toArray(Field[]::new);
    }

    /**
     * @return a new row of the same kind
     */
    @Override
    public RowData map(RowData row) {
        GenericRowData produced =
                new GenericRowData(row.getRowKind(), getters.length + fields.length);
        for (int i = 0; i < getters.length; i++) {
            produced.setField(i, types[i].convert(getters[i].getFieldOrNull(row)));
        }
        for (int i = 0; i < fields.length; i++) {
            produced.setField(getters.length + i, fields[i].of(row));
        }
        return produced;
    }

    private Field field(ReadableMetadata wanted) {
        int opTs = position(MetadataColumn.OP_TS);
        int cause = position(MetadataColumn.CAUSE);
        int version = position(MetadataColumn.ROW_VERSION);
        return switch (wanted) {
            case KEYSPACE_NAME -> constant(schema.table().keyspace());
            case TABLE_NAME -> constant(schema.table().table());
            case OP_TS -> row -> row.getTimestamp(opTs, MICROSECONDS);
            case WRITE_TIME -> row -> MetadataValues.micros(row.getTimestamp(opTs, MICROSECONDS));
            case ROW_KIND -> row -> MetadataValues.of(row.getRowKind());
            case CAUSE -> row -> row.getString(cause);
            case ROW_VERSION -> row -> row.getLong(version);
            case IS_EXPIRATION -> row -> row.getString(cause).equals(Cause.EXPIRY.text());
            case OPERATION,
                    STREAM_ID,
                    CDC_TIME,
                    BATCH_SEQ_NO,
                    TTL,
                    DELETED_COLUMNS,
                    REMOVED_ELEMENTS,
                    RANGE_START,
                    RANGE_END ->
                    throw new IllegalArgumentException(
                            "metadata '" + wanted.key() + "' (expected: of a full row)");
        };
    }

    private int position(MetadataColumn column) {
        return input.getFieldCount() - MetadataColumn.values().length + column.ordinal();
    }

    private static Field constant(String text) {
        StringData value = StringData.fromString(text);
        return row -> value;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return InternalTypeInfo.of(ProducedType.of(schema, columns, metadata));
    }
}
