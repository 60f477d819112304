/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.changelog.Cause;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.snapshot.SnapshotDeserializationSchema;

/**
 * Makes inserted rows of a snapshot that no log follows, read without times: the produced columns,
 * then the produced metadata, as {@link ChangelogStyle#FULL} has them for rows that were read.
 */
final class SnapshotRows implements SnapshotDeserializationSchema<RowData> {

    private static final long serialVersionUID = 1L;
    private static final int MICROS_PER_MILLI = 1_000;

    private final TableSchema schema;
    private final RowType columns;
    private final List<ReadableMetadata> metadata;
    private final RowDataSnapshotSchema rows;

    /**
     * @param columns names and types that {@link DeclaredColumns#check} accepts
     * @param metadata what follows them
     */
    SnapshotRows(TableSchema schema, RowType columns, List<ReadableMetadata> metadata) {
        this.schema = schema;
        this.columns = columns;
        this.metadata = List.copyOf(metadata);
        this.rows = new RowDataSnapshotSchema(schema, columns);
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        rows.open(context);
    }

    @Override
    public void deserialize(SnapshotRow row, Collector<RowData> out) throws IOException {
        if (metadata.isEmpty()) {
            rows.deserialize(row, out);
            return;
        }
        rows.deserialize(row, new WithMetadata(out, metadataOf(row)));
    }

    private RowData metadataOf(SnapshotRow row) {
        GenericRowData values = new GenericRowData(metadata.size());
        for (int i = 0; i < metadata.size(); i++) {
            values.setField(i, value(metadata.get(i), row));
        }
        return values;
    }

    private Object value(ReadableMetadata wanted, SnapshotRow row) {
        long micros = row.origin().micros() - MICROS_PER_MILLI;
        return switch (wanted) {
            case KEYSPACE_NAME -> StringData.fromString(schema.table().keyspace());
            case TABLE_NAME -> StringData.fromString(schema.table().table());
            case OP_TS -> MetadataValues.timestamp(micros);
            case WRITE_TIME, ROW_VERSION -> micros;
            case ROW_KIND -> MetadataValues.of(RowKind.INSERT);
            case CAUSE -> Cause.READ.text();
            case IS_EXPIRATION -> false;
            case OPERATION,
                    STREAM_ID,
                    CDC_TIME,
                    BATCH_SEQ_NO,
                    TTL,
                    DELETED_COLUMNS,
                    REMOVED_ELEMENTS,
                    RANGE_START,
                    RANGE_END ->
                    throw new IllegalStateException(
                            "metadata '" + wanted.key() + "' (expected: of a full row)");
        };
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return InternalTypeInfo.of(ProducedType.of(schema, columns, metadata));
    }

    private record WithMetadata(Collector<RowData> out, RowData metadata)
            implements Collector<RowData> {

        @Override
        public void collect(RowData row) {
            out.collect(new JoinedRowData(row.getRowKind(), row, metadata));
        }

        @Override
        public void close() {}
    }
}
