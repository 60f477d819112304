/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;

class ColumnTypeTest {

    private static final CqlType INT = CqlType.Native.INT;

    /** CQL type, SQL type, encoded value, Flink's value. */
    static Stream<Arguments> values() {
        return Stream.of(
                value("ascii", "STRING", "", text("")),
                value("ascii", "STRING", "61", text("a")),
                value("text", "STRING", "", text("")),
                value("text", "STRING", "c3a900", text("é\0")),
                value("blob", "BYTES", "", new byte[0]),
                value("blob", "BYTES", "00ff", new byte[] {0, -1}),
                value("bigint", "BIGINT", "8000000000000000", Long.MIN_VALUE),
                value("bigint", "BIGINT", "7fffffffffffffff", Long.MAX_VALUE),
                value("bigint", "BIGINT", "", null),
                value("boolean", "BOOLEAN", "00", false),
                value("boolean", "BOOLEAN", "01", true),
                value("boolean", "BOOLEAN", "", null),
                value("date", "DATE", "80000000", 0),
                value("date", "DATE", "00000000", Integer.MIN_VALUE),
                value("date", "DATE", "ffffffff", Integer.MAX_VALUE),
                value("decimal", "STRING", "0000000263", text("0.99")),
                value("decimal", "STRING", "fffffffeff", text("-1E+2")),
                value("decimal", "STRING", "7fffffff01", text("1E-2147483647")),
                value("decimal", "STRING", "0000000100", text("0.0")),
                value("decimal", "STRING", "", null),
                value("double", "DOUBLE", "7ff8000000000000", Double.NaN),
                value("double", "DOUBLE", "8000000000000000", -0.0),
                value("duration", "STRING", "000000", text("0ns")),
                value("duration", "STRING", "1a0406", text("1y1mo2d3ns")),
                value("duration", "STRING", "030507", text("-2mo3d4ns")),
                value(
                        "duration",
                        "STRING",
                        "0000ffffffffffffffffff",
                        text("-2562047h47m16s854ms775us808ns")),
                value("float", "FLOAT", "7f800000", Float.POSITIVE_INFINITY),
                value("inet", "STRING", "7f000001", text("127.0.0.1")),
                value(
                        "inet",
                        "STRING",
                        "00000000000000000000000000000001",
                        text("0:0:0:0:0:0:0:1")),
                value("int", "INT", "80000000", Integer.MIN_VALUE),
                value("int", "INT", "7fffffff", Integer.MAX_VALUE),
                value("int", "INT", "", null),
                value("smallint", "SMALLINT", "8000", Short.MIN_VALUE),
                value("time", "STRING", "0000000000000000", text("00:00:00.000000000")),
                value("time", "STRING", "00004e94914effff", text("23:59:59.999999999")),
                value(
                        "timestamp",
                        "TIMESTAMP_LTZ(3)",
                        "ffffffffffffffff",
                        TimestampData.fromEpochMillis(-1)),
                value(
                        "timestamp",
                        "TIMESTAMP_LTZ(3)",
                        "7fffffffffffffff",
                        TimestampData.fromEpochMillis(Long.MAX_VALUE)),
                value("timestamp", "TIMESTAMP_LTZ(3)", "", null),
                value(
                        "timeuuid",
                        "STRING",
                        "01020304050611088090a0b0c0d0e0f0",
                        text("01020304-0506-1108-8090-a0b0c0d0e0f0")),
                value(
                        "uuid",
                        "STRING",
                        "01020304050641088090a0b0c0d0e0f0",
                        text("01020304-0506-4108-8090-a0b0c0d0e0f0")),
                value("tinyint", "TINYINT", "80", Byte.MIN_VALUE),
                value("varint", "STRING", "ff", text("-1")),
                value(
                        "varint",
                        "STRING",
                        "01" + "00".repeat(20),
                        text("1461501637330902918203684832716283019655932542976")));
    }

    private static Arguments value(String type, String sql, String bytes, Object value) {
        return Arguments.of(
                CqlType.Native.valueOf(type.toUpperCase(Locale.ROOT)), sql, bytes, value);
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("values")
    void nativeValueBecomesFlinks(CqlType type, String sql, String bytes, Object value) {
        ColumnType column = ColumnType.of(type);
        assertThat(column.logicalType().asSummaryString()).isEqualTo(sql);
        assertThat(column.decode(hex(bytes))).isEqualTo(value);
    }

    static Stream<Arguments> structuredValues() {
        CqlType.UserDefined point =
                new CqlType.UserDefined(
                        "point",
                        List.of(
                                new CqlType.UserDefined.Field("x", INT),
                                new CqlType.UserDefined.Field("y", INT)),
                        true);
        return Stream.of(
                Arguments.of(
                        new CqlType.ListOf(INT, true),
                        "ARRAY<INT>",
                        "00000002" + "0000000400000007" + "ffffffff",
                        new GenericArrayData(new Object[] {7, null})),
                Arguments.of(
                        new CqlType.SetOf(CqlType.Native.TEXT, true),
                        "ARRAY<STRING>",
                        "00000000",
                        new GenericArrayData(new Object[0])),
                Arguments.of(
                        new CqlType.MapOf(CqlType.Native.TEXT, INT, true),
                        "MAP<STRING, INT>",
                        "00000001" + "0000000161" + "0000000400000007",
                        new GenericMapData(Map.of(text("a"), 7))),
                Arguments.of(
                        new CqlType.TupleOf(List.of(INT, CqlType.Native.TEXT)),
                        "ROW<`f0` INT, `f1` STRING>",
                        "ffffffff" + "0000000161",
                        GenericRowData.of(null, text("a"))),
                Arguments.of(point, "ROW<`x` INT, `y` INT>", "0000000400000007", row(7, null)),
                Arguments.of(
                        new CqlType.VectorOf(CqlType.Native.FLOAT, 2),
                        "ARRAY<FLOAT>",
                        "3f80000040000000",
                        new GenericArrayData(new Object[] {1f, 2f})),
                Arguments.of(
                        new CqlType.VectorOf(CqlType.Native.TEXT, 2),
                        "ARRAY<STRING>",
                        "0161" + "00",
                        new GenericArrayData(new Object[] {text("a"), text("")})),
                Arguments.of(
                        new CqlType.ListOf(new CqlType.ListOf(INT, true), true),
                        "ARRAY<ARRAY<INT>>",
                        "00000001" + "0000000c" + "00000001" + "0000000400000007",
                        new GenericArrayData(
                                new Object[] {new GenericArrayData(new Object[] {7})})));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("structuredValues")
    void structuredValueBecomesFlinks(CqlType type, String sql, String bytes, Object value) {
        ColumnType column = ColumnType.of(type);
        assertThat(column.logicalType().asSummaryString()).isEqualTo(sql);
        assertThat(column.decode(hex(bytes))).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource(value = CqlType.Native.class, mode = EnumSource.Mode.EXCLUDE, names = "COUNTER")
    void nullIsNull(CqlType.Native type) {
        assertThat(ColumnType.of(type).decode(null)).isNull();
    }

    @Test
    void counterIsRefused() {
        assertThatThrownBy(() -> ColumnType.of(CqlType.Native.COUNTER))
                .hasMessage("type counter (expected: one that ScyllaDB can log)");
    }

    @Test
    void bytesThatAreTooManyAreRefused() {
        assertThatThrownBy(() -> ColumnType.of(INT).decode(hex("0000000000")))
                .hasMessage("1 bytes too many");
    }

    private static GenericRowData row(Object... fields) {
        return GenericRowData.of(fields);
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }

    private static CqlValue hex(String bytes) {
        return CqlValue.wrap(HexFormat.of().parseHex(bytes));
    }
}
