/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.TypeCases;

class ValueReaderTest {

    private static final CqlType INT = CqlType.Native.INT;

    static List<TypeCases.TypeCase> cases() {
        return TypeCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aValueBecomesItsJavaObject(TypeCases.TypeCase value) {
        assertThat(ValueReader.of(value.type()).read(value.value())).isEqualTo(value.java());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nullIsNull(TypeCases.TypeCase value) {
        assertThat(ValueReader.of(value.type()).read(null)).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = CqlType.Native.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"COUNTER", "ASCII", "TEXT", "BLOB"})
    void aValueWithoutBytesIsNull(CqlType.Native type) {
        assertThat(ValueReader.of(type).read(hex(""))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "INT, 000000, int",
        "INT, 0000000000, int",
        "BOOLEAN, 0000, boolean",
        "TIME, ffffffffffffffff, time",
        "INET, 7f0000, inet",
        "UUID, 00, uuid",
        "DECIMAL, 000000, decimal",
        "DURATION, 00, duration",
        "DURATION, 00000000, duration"
    })
    void bytesThatAreNoValueAreNamedWithTheirType(CqlType.Native type, String bytes, String cql) {
        assertThatThrownBy(() -> ValueReader.of(type).read(hex(bytes)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0x" + bytes + " (expected: a value of type " + cql + ")");
    }

    @Test
    void structuresThatEndTooEarlyOrTooLateAreNamedWithTheirType() {
        for (String bytes :
                List.of("0000", "00000001", "00000001000000", "0000000100000004", "7fffffff")) {
            assertRefused(new CqlType.ListOf(INT, true), bytes, "frozen<list<int>>");
            assertRefused(new CqlType.SetOf(INT, true), bytes, "frozen<set<int>>");
            assertRefused(new CqlType.MapOf(INT, INT, true), bytes, "frozen<map<int, int>>");
        }
        assertRefused(new CqlType.ListOf(INT, true), "0000000000", "frozen<list<int>>");
        assertRefused(new CqlType.VectorOf(INT, 2), "00000001", "vector<int, 2>");
        assertRefused(new CqlType.VectorOf(INT, 1), "0000000100", "vector<int, 1>");
        assertRefused(new CqlType.VectorOf(CqlType.Native.TEXT, 1), "05", "vector<text, 1>");
    }

    @Test
    void aFieldThatTheSchemaDoesNotHaveYetIsLeftOut() {
        CqlType type =
                new CqlType.UserDefined(
                        "t", List.of(new CqlType.UserDefined.Field("x", INT)), true);
        assertThat(ValueReader.of(type).read(hex("0000000400000007" + "0000000400000008")))
                .isEqualTo(Map.of("x", 7));
    }

    @Test
    void nonFrozenTypesReadAsFrozenOnes() {
        assertThat(
                        ValueReader.of(new CqlType.SetOf(INT, false))
                                .read(hex("00000001" + "0000000400000007")))
                .isEqualTo(Set.of(7));
    }

    @Test
    void whatIsReadCannotBeChanged() {
        Object list = ValueReader.of(new CqlType.ListOf(INT, true)).read(hex("00000000"));
        assertThatThrownBy(() -> ((List<?>) list).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void counterIsRefused() {
        assertThatThrownBy(() -> ValueReader.of(new CqlType.ListOf(CqlType.Native.COUNTER, true)))
                .hasMessage("type counter (expected: one that ScyllaDB can log)");
    }

    private static void assertRefused(CqlType type, String bytes, String cql) {
        assertThatThrownBy(() -> ValueReader.of(type).read(hex(bytes)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0x" + bytes + " (expected: a value of type " + cql + ")");
    }

    private static CqlValue hex(String bytes) {
        return CqlValue.wrap(HexFormat.of().parseHex(bytes));
    }
}
