/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentTextTest {

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("values")
    void aValueHasOneText(DataType type, Object value, String text) {
        SegmentText segment = SegmentText.of("c", 0, type.getLogicalType());
        assertThat(segment.read(GenericRowData.of(value))).isEqualTo(text);
        assertThat(segment.read(GenericRowData.of((Object) null))).isNull();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(
                        DataTypes.STRING(),
                        StringData.fromString("é\uD83D\uDE00"),
                        "é\uD83D\uDE00"),
                Arguments.of(DataTypes.STRING(), StringData.fromString(""), ""),
                Arguments.of(DataTypes.BOOLEAN(), true, "true"),
                Arguments.of(DataTypes.TINYINT(), Byte.MIN_VALUE, "-128"),
                Arguments.of(DataTypes.SMALLINT(), Short.MAX_VALUE, "32767"),
                Arguments.of(DataTypes.INT(), Integer.MIN_VALUE, "-2147483648"),
                Arguments.of(DataTypes.BIGINT(), Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of(DataTypes.FLOAT(), 0.1f, "0.1"),
                Arguments.of(DataTypes.DOUBLE(), -0.0, "-0.0"),
                Arguments.of(
                        DataTypes.DATE(),
                        (int) LocalDate.of(1969, 12, 31).toEpochDay(),
                        "1969-12-31"),
                Arguments.of(DataTypes.BYTES(), new byte[] {0, (byte) 0xff}, "0x00ff"),
                Arguments.of(
                        DataTypes.TIMESTAMP_LTZ(3),
                        TimestampData.fromInstant(Instant.parse("2026-01-02T03:04:05.006Z")),
                        "2026-01-02T03:04:05.006Z"));
    }

    @Test
    void aCollectionIsRefusedByName() {
        assertThatThrownBy(
                        () ->
                                SegmentText.of(
                                        "tags",
                                        0,
                                        DataTypes.ARRAY(DataTypes.INT()).getLogicalType()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'tags'")
                .hasMessageContaining("ARRAY<INT>")
                .hasMessageContaining("expected");
    }
}
