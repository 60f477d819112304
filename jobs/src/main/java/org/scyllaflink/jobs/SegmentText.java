/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.HexFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.jspecify.annotations.Nullable;

/**
 * Reads one column as text: dates and times as in ISO 8601 (in UTC), numbers in decimal, bytes as
 * {@code 0x…}. Two values have the same text only if they are the same value.
 */
final class SegmentText implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int index;
    private final Format format;

    private SegmentText(int index, Format format) {
        this.index = index;
        this.format = format;
    }

    /**
     * @throws IllegalArgumentException if a value of the type has no one text (collections, tuples
     *     and user-defined types)
     */
    static SegmentText of(String column, int index, LogicalType type) {
        return new SegmentText(index, format(column, type));
    }

    @Nullable String read(RowData row) {
        return row.isNullAt(index) ? null : format.text(row, index);
    }

    private static Format format(String column, LogicalType type) {
        return switch (type.getTypeRoot()) {
            case VARCHAR -> (row, i) -> row.getString(i).toString();
            case BOOLEAN -> (row, i) -> Boolean.toString(row.getBoolean(i));
            case TINYINT -> (row, i) -> Byte.toString(row.getByte(i));
            case SMALLINT -> (row, i) -> Short.toString(row.getShort(i));
            case INTEGER -> (row, i) -> Integer.toString(row.getInt(i));
            case BIGINT -> (row, i) -> Long.toString(row.getLong(i));
            case FLOAT -> (row, i) -> Float.toString(row.getFloat(i));
            case DOUBLE -> (row, i) -> Double.toString(row.getDouble(i));
            case DATE -> (row, i) -> LocalDate.ofEpochDay(row.getInt(i)).toString();
            case VARBINARY -> (row, i) -> "0x" + HexFormat.of().formatHex(row.getBinary(i));
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> {
                int precision = LogicalTypeChecks.getPrecision(type);
                yield (row, i) -> row.getTimestamp(i, precision).toInstant().toString();
            }
            default ->
                    throw new IllegalArgumentException(
                            "--segment-column: '"
                                    + column
                                    + "' is of type "
                                    + type.asSummaryString()
                                    + " (expected: a type with one plain value, such as text, int,"
                                    + " uuid, boolean or date)");
        };
    }

    /** Reads a column that is not null. */
    private interface Format extends Serializable {
        String text(RowData row, int index);
    }
}
