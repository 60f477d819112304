/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

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
     * @param type of the changelog's rows: the table's columns and the metadata columns {@code
     *     cause} and {@code row_version}
     * @throws IllegalArgumentException if the segment column's values have no one text
     */
    static MembershipRows of(RowType type, String segmentColumn, List<String> primaryKey) {
        RowData.FieldGetter[] key =
                primaryKey.stream()
                        .mapToInt(type::getFieldIndex)
                        .mapToObj(i -> RowData.createFieldGetter(type.getTypeAt(i), i))
                        .toArray(RowData.FieldGetter[]::new);
        int index = type.getFieldIndex(segmentColumn);
        LogicalType segmentType = type.getTypeAt(index);
        return new MembershipRows(
                SegmentText.of(segmentColumn, index, segmentType),
                key,
                type.getFieldIndex("cause"),
                type.getFieldIndex("row_version"));
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
