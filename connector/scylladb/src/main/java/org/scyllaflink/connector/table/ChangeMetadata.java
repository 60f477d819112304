/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.List;
import java.util.Locale;
import org.apache.flink.table.data.StringData;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.TableSchema;

/** Reads one kind of metadata off a change. */
@FunctionalInterface
interface ChangeMetadata {

    /**
     * @param kind of the row that the change becomes
     * @return Flink's internal data of {@link ReadableMetadata#type}
     */
    @Nullable Object of(Change change, RowKind kind);

    /**
     * @param metadata all of stateless styles
     * @param schema with which the changes were read
     */
    static ChangeMetadata[] of(List<ReadableMetadata> metadata, TableSchema schema) {
        return metadata.stream().map(key -> of(key, schema)).toArray(ChangeMetadata[]::new);
    }

    private static ChangeMetadata of(ReadableMetadata key, TableSchema schema) {
        return switch (key) {
            case KEYSPACE_NAME -> constant(schema.table().keyspace());
            case TABLE_NAME -> constant(schema.table().table());
            case OP_TS -> (change, kind) -> MetadataValues.timestamp(change.origin().micros());
            case WRITE_TIME -> (change, kind) -> change.origin().micros();
            case ROW_KIND -> (change, kind) -> MetadataValues.of(kind);
            case IS_EXPIRATION -> (change, kind) -> change.origin().expiration();
            case OPERATION -> (change, kind) -> Operation.of(change).text;
            case STREAM_ID -> (change, kind) -> change.origin().id().stream().toBytes().array();
            case CDC_TIME ->
                    (change, kind) -> StringData.fromString(change.origin().id().time().toString());
            case BATCH_SEQ_NO -> (change, kind) -> change.origin().id().batchSequence();
            case TTL -> (change, kind) -> DeltaMetadata.ttl(change);
            case DELETED_COLUMNS -> (change, kind) -> DeltaMetadata.deletedColumns(change, schema);
            case REMOVED_ELEMENTS ->
                    (change, kind) -> DeltaMetadata.removedElements(change, schema);
            case RANGE_START -> bound(schema, true);
            case RANGE_END -> bound(schema, false);
            case CAUSE, ROW_VERSION ->
                    throw new IllegalArgumentException(
                            "metadata '" + key.key() + "' (expected: of a change alone)");
        };
    }

    private static ChangeMetadata constant(String text) {
        StringData value = StringData.fromString(text);
        return (change, kind) -> value;
    }

    private static ChangeMetadata bound(TableSchema schema, boolean start) {
        BoundRow rows = new BoundRow(schema);
        return (change, kind) ->
                change instanceof RangeDelete range
                        ? rows.of(start ? range.start() : range.end())
                        : null;
    }

    /** Values of {@link ReadableMetadata#OPERATION}. */
    enum Operation {
        INSERT,
        UPDATE,
        STATIC_UPDATE,
        ROW_DELETE,
        RANGE_DELETE,
        PARTITION_DELETE;

        private final StringData text = StringData.fromString(name().toLowerCase(Locale.ROOT));

        private static Operation of(Change change) {
            return switch (change.kind()) {
                case ROW_CHANGE -> of((RowChange) change);
                case ROW_DELETE -> ROW_DELETE;
                case RANGE_DELETE -> RANGE_DELETE;
                case PARTITION_DELETE -> PARTITION_DELETE;
                case SNAPSHOT_ROW -> throw PostImages.notOfTheLog(change);
            };
        }

        private static Operation of(RowChange change) {
            if (change.isStatic()) {
                return STATIC_UPDATE;
            }
            return change.marker() == null ? UPDATE : INSERT;
        }
    }
}
