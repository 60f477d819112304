/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.TypeCases;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;

class ColumnTypeTest {

    private static final CqlType INT = CqlType.Native.INT;

    static List<TypeCases.TypeCase> cases() {
        return TypeCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aValueBecomesFlinks(TypeCases.TypeCase value) {
        assertThat(ColumnType.of(value.type()).decode(value.value())).isEqualTo(value.flink());
    }

    static List<Arguments> types() {
        CqlType.UserDefined point =
                new CqlType.UserDefined(
                        "point",
                        List.of(
                                new CqlType.UserDefined.Field("x", INT),
                                new CqlType.UserDefined.Field("y", CqlType.Native.TIMESTAMP)),
                        false);
        CqlType nested = new CqlType.ListOf(new CqlType.SetOf(INT, true), false);
        return List.of(
                Arguments.of(CqlType.Native.ASCII, "STRING"),
                Arguments.of(CqlType.Native.BIGINT, "BIGINT"),
                Arguments.of(CqlType.Native.BLOB, "BYTES"),
                Arguments.of(CqlType.Native.BOOLEAN, "BOOLEAN"),
                Arguments.of(CqlType.Native.DATE, "DATE"),
                Arguments.of(CqlType.Native.DECIMAL, "STRING"),
                Arguments.of(CqlType.Native.DOUBLE, "DOUBLE"),
                Arguments.of(CqlType.Native.DURATION, "STRING"),
                Arguments.of(CqlType.Native.FLOAT, "FLOAT"),
                Arguments.of(CqlType.Native.INET, "STRING"),
                Arguments.of(INT, "INT"),
                Arguments.of(CqlType.Native.SMALLINT, "SMALLINT"),
                Arguments.of(CqlType.Native.TEXT, "STRING"),
                Arguments.of(CqlType.Native.TIME, "STRING"),
                Arguments.of(CqlType.Native.TIMESTAMP, "TIMESTAMP_LTZ(3)"),
                Arguments.of(CqlType.Native.TIMEUUID, "STRING"),
                Arguments.of(CqlType.Native.TINYINT, "TINYINT"),
                Arguments.of(CqlType.Native.UUID, "STRING"),
                Arguments.of(CqlType.Native.VARINT, "STRING"),
                Arguments.of(nested, "ARRAY<ARRAY<INT>>"),
                Arguments.of(
                        new CqlType.MapOf(CqlType.Native.TEXT, INT, false), "MAP<STRING, INT>"),
                Arguments.of(
                        new CqlType.TupleOf(List.of(INT, CqlType.Native.TEXT)),
                        "ROW<`f0` INT, `f1` STRING>"),
                Arguments.of(point, "ROW<`x` INT, `y` TIMESTAMP_LTZ(3)>"),
                Arguments.of(new CqlType.VectorOf(CqlType.Native.FLOAT, 2), "ARRAY<FLOAT>"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aTypeHasItsCounterpartInSql(CqlType type, String sql) {
        assertThat(ColumnType.of(type).logicalType().asSummaryString()).isEqualTo(sql);
        assertThat(ColumnType.of(type).logicalType().isNullable()).isTrue();
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

    private static CqlValue hex(String bytes) {
        return CqlValue.wrap(HexFormat.of().parseHex(bytes));
    }
}
