/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.changelog.MetadataColumn;
import org.scyllaflink.connector.model.TableSchema;

/** Reads rows of the changelog as memberships: which row, in which segment, and why. */
final class MembershipRows implements Serializable {

    private static final long serialVersionUID = 1L;

    private final SegmentText segment;
    private final RowData.FieldGetter[] key;
    private final int cause;
    private final int version;

    private MembershipRows(SegmentText segment, RowData.FieldGetter[] key, int cause, int version) {
        this.segment = segment;
        this.key = key;
        this.cause = cause;
        this.version = version;
    }

    /**
     * @param schema of the table; the rows have its columns, then those of {@link MetadataColumn}
     * @param types of the rows
     * @throws IllegalArgumentException if the segment column's values have no one text
     */
    static MembershipRows of(TableSchema schema, RowType types, String segmentColumn) {
        RowData.FieldGetter[] key = new RowData.FieldGetter[schema.keySize()];
        for (int i = 0; i < key.length; i++) {
            key[i] = RowData.createFieldGetter(types.getTypeAt(i), i);
        }
        int segment = schema.indexOf(segmentColumn);
        return new MembershipRows(
                SegmentText.of(segmentColumn, segment, types.getTypeAt(segment)),
                key,
                MetadataColumn.CAUSE.position(schema),
                MetadataColumn.ROW_VERSION.position(schema));
    }

    @Nullable String segment(RowData row) {
        return segment.read(row);
    }

    Flow flow(RowData row) {
        return Flow.of(row.getRowKind(), row.getString(cause));
    }

    /** Equal for the two halves of one update, and for no other two halves of one row. */
    long version(RowData row) {
        return row.getLong(version);
    }

    /** The row's primary key; equal for two versions of one row, and safe to keep. */
    List<Object> key(RowData row) {
        Object[] values = new Object[key.length];
        for (int i = 0; i < key.length; i++) {
            values[i] = kept(key[i].getFieldOrNull(row));
        }
        return Arrays.asList(values);
    }

    /** A value that does not change when the row's memory is used again, with value equality. */
    private static @Nullable Object kept(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes.clone());
        }
        return value instanceof StringData text ? text.toString() : value;
    }
}
