/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Expressions;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.utils.TypeConversions;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Lets only those rows of a changelog through that meet an SQL expression. Each of −U and +U is
 * judged by its own values; that is exact, as a −U carries the row as it was last sent.
 */
final class ChangelogFilter {

    private static final String UID_PREFIX = "segment-counts-filter-";

    /** A row must be judged alike when it comes and when it goes. */
    private static final Pattern NOT_REPEATABLE =
            Pattern.compile(
                    "\\b(CURRENT_TIMESTAMP|CURRENT_ROW_TIMESTAMP|CURRENT_DATE|CURRENT_TIME"
                            + "|LOCALTIMESTAMP|LOCALTIME)\\b"
                            + "|\\b(CURRENT_WATERMARK|NOW|PROCTIME|RAND|RAND_INTEGER|UUID)\\s*\\("
                            + "|\\bUNIX_TIMESTAMP\\s*\\(\\s*\\)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTED = Pattern.compile("'[^']*'|`[^`]*`");

    private ChangelogFilter() {}

    /**
     * @param rows of the table's changelog; their timestamps and watermarks pass
     * @param expression over the table's columns
     * @throws IllegalArgumentException if the expression cannot be read, names unknown columns, is
     *     no condition, or may judge the same row differently at another time
     */
    static DataStream<RowData> apply(
            DataStream<RowData> rows, TableSchema schema, String expression) {
        refuseNotRepeatable(expression);
        PlainRows plainRows = PlainRows.of(rows.getType(), schema);
        StreamTableEnvironment tables =
                StreamTableEnvironment.create(rows.getExecutionEnvironment());
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        DataStream<RowData> plain =
                rows.map(plainRows::toPlain, InternalTypeInfo.of(plainRows.plainType()))
                        .name("row kind into a column")
                        .uid(UID_PREFIX + "in");
        try {
            Table table = tables.fromDataStream(plain, withEventTime());
            Table filtered = table.filter(Expressions.callSql(expression));
            DataStream<RowData> kept =
                    tables.toDataStream(
                            filtered,
                            TypeConversions.fromLogicalToDataType(plainRows.timedType())
                                    .bridgedTo(RowData.class));
            return kept.map(plainRows::fromPlain, rows.getType())
                    .name("row kind out of its column")
                    .uid(UID_PREFIX + "out");
        } catch (ValidationException | TableException e) {
            throw refusal(expression, reason(e), schema, e);
        }
    }

    private static Schema withEventTime() {
        return Schema.newBuilder()
                .columnByMetadata(PlainRows.TIME, DataTypes.TIMESTAMP_LTZ(3), "rowtime")
                .watermark(PlainRows.TIME, "SOURCE_WATERMARK()")
                .build();
    }

    private static void refuseNotRepeatable(String expression) {
        Matcher matcher = NOT_REPEATABLE.matcher(QUOTED.matcher(expression).replaceAll("''"));
        if (matcher.find()) {
            throw new IllegalArgumentException(
                    "--filter: \""
                            + expression
                            + "\" uses "
                            + matcher.group()
                            + " (expected: a condition that holds or not for a row's values alone,"
                            + " whenever it is asked)");
        }
    }

    private static IllegalArgumentException refusal(
            String expression, String reason, TableSchema schema, Exception cause) {
        return new IllegalArgumentException(
                "--filter: \""
                        + expression
                        + "\": "
                        + reason
                        + " (expected: an SQL condition over the columns "
                        + schema.columns().stream()
                                .map(Column::name)
                                .collect(Collectors.joining(", "))
                        + ")",
                cause);
    }

    /** The innermost message is the one that names the word that does not fit. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).strip();
    }
}
