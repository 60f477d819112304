/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClusteringOrderTest {

    static Stream<Arguments> risingValues() {
        return Stream.of(
                Arguments.of(
                        CqlType.Native.INT,
                        List.of(bytes(), i32(Integer.MIN_VALUE), i32(-1), i32(0), i32(256))),
                Arguments.of(CqlType.Native.BIGINT, List.of(i64(Long.MIN_VALUE), i64(-1), i64(1))),
                Arguments.of(CqlType.Native.TINYINT, List.of(bytes(0x80), bytes(0xff), bytes(1))),
                Arguments.of(CqlType.Native.SMALLINT, List.of(bytes(0xff, 0), bytes(0, 0xff))),
                Arguments.of(CqlType.Native.TIMESTAMP, List.of(i64(-1), i64(0))),
                Arguments.of(CqlType.Native.DATE, List.of(i32(0), i32(Integer.MIN_VALUE))),
                Arguments.of(CqlType.Native.BOOLEAN, List.of(bytes(0), bytes(1))),
                Arguments.of(CqlType.Native.TEXT, List.of(utf8("a"), utf8("aa"), utf8("é"))),
                Arguments.of(CqlType.Native.BLOB, List.of(bytes(0x7f), bytes(0x80))),
                Arguments.of(
                        CqlType.Native.VARINT,
                        List.of(varint("-300"), varint("-1"), varint("2"), varint("70000"))),
                Arguments.of(
                        CqlType.Native.DECIMAL,
                        List.of(decimal(0, "-1"), decimal(2, "99"), decimal(0, "1"))),
                Arguments.of(CqlType.Native.DOUBLE, List.of(f64(-1.5), f64(-0.5), f64(2))),
                Arguments.of(CqlType.Native.FLOAT, List.of(f32(-1.5f), f32(2))),
                Arguments.of(
                        CqlType.Native.TIMEUUID,
                        List.of(
                                uuid("ffffffff-0000-1000-0000-000000000000"),
                                uuid("00000000-0001-1000-8000-000000000000"),
                                uuid("00000000-0001-1000-0000-000000000000"))),
                Arguments.of(
                        CqlType.Native.UUID,
                        List.of(
                                uuid("ffffffff-0000-1000-0000-000000000000"),
                                uuid("00000000-0001-1000-0000-000000000000"),
                                uuid("00000000-0001-1000-8000-000000000000"),
                                uuid("00000000-0000-4000-8000-000000000000"))),
                Arguments.of(
                        new CqlType.ListOf(CqlType.Native.INT, true),
                        List.of(list(), list(i32(-1)), list(i32(-1), i32(0)), list(i32(5)))),
                Arguments.of(
                        new CqlType.TupleOf(List.of(CqlType.Native.INT, CqlType.Native.TEXT)),
                        List.of(
                                fields(null, utf8("z")),
                                fields(i32(-1)),
                                fields(i32(-1), utf8("a")),
                                fields(i32(3), null))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("risingValues")
    void valuesRiseInTheOrderOfTheirType(CqlType type, List<byte[]> rising) {
        ClusteringOrder ascending = order(type, Column.Order.ASCENDING);
        ClusteringOrder descending = order(type, Column.Order.DESCENDING);
        for (int i = 0; i < rising.size(); i++) {
            for (int j = 0; j < rising.size(); j++) {
                Key left = Key.of(CqlValue.wrap(rising.get(i)));
                Key right = Key.of(CqlValue.wrap(rising.get(j)));
                assertThat(Integer.signum(ascending.compare(left, right)))
                        .as("%s and %s", left, right)
                        .isEqualTo(Integer.compare(i, j));
                assertThat(Integer.signum(descending.compare(left, right)))
                        .isEqualTo(Integer.compare(j, i));
            }
        }
    }

    /** Rows (1,1) (1,2) (2,1) (2,2) in this order if both columns ascend. */
    @ParameterizedTest
    @CsvSource({
        "ASCENDING,  '',    true,  '',    true,  11 12 21 22",
        "ASCENDING,  '1',   true,  '1',   true,  11 12",
        "ASCENDING,  '1',   false, '',    true,  21 22",
        "ASCENDING,  '',    true,  '2',   false, 11 12",
        "ASCENDING,  '1 1', false, '2 2', false, 12 21",
        "ASCENDING,  '1 2', true,  '2',   true,  12 21 22",
        "ASCENDING,  '2',   true,  '1',   true,  ''",
        "DESCENDING, '1 2', true,  '1 2', true,  12",
        "DESCENDING, '1 2', false, '1',   true,  11",
        "DESCENDING, '1',   true,  '1 1', false, 12",
        "DESCENDING, '1 1', true,  '2 2', true,  11 22"
    })
    void rangeHasTheRowsBetweenItsBounds(
            Column.Order second,
            String start,
            boolean startInclusive,
            String end,
            boolean endInclusive,
            String expected) {
        ClusteringOrder order =
                ClusteringOrder.of(
                        table(
                                Column.clustering("c", CqlType.Native.INT, Column.Order.ASCENDING),
                                Column.clustering("d", CqlType.Native.INT, second)));
        List<String> found = new ArrayList<>();
        for (String row : List.of("1 1", "1 2", "2 1", "2 2")) {
            if (order.isBetween(
                    key(row),
                    new RangeDelete.Bound(key(start), startInclusive),
                    new RangeDelete.Bound(key(end), endInclusive))) {
                found.add(row.replace(" ", ""));
            }
        }
        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'1',   true,  '2',   true,  '',    false, '',    false",
        "'1',   true,  '1',   true,  '1',   true,  '1',   true",
        "'1 1', true,  '1 2', true,  '1',   true,  '1',   true",
        "'1',   false, '2',   false, '1 5', true,  '2 0', false",
        "'1 1', false, '',    true,  '1 1', true,  '',    false"
    })
    void rangeLiesWithinAWiderOne(
            String start,
            boolean startInclusive,
            String end,
            boolean endInclusive,
            String outerStart,
            boolean outerStartInclusive,
            String outerEnd,
            boolean outerEndInclusive) {
        assertThat(
                        nested().isWithin(
                                        new RangeDelete.Bound(key(start), startInclusive),
                                        new RangeDelete.Bound(key(end), endInclusive),
                                        new RangeDelete.Bound(key(outerStart), outerStartInclusive),
                                        new RangeDelete.Bound(key(outerEnd), outerEndInclusive)))
                .isTrue();
    }

    @Test
    void rangeWithinAnotherHasNoRowThatTheOtherHasNot() {
        ClusteringOrder order = nested();
        List<RangeDelete.Bound> bounds = new ArrayList<>();
        for (String prefix : List.of("", "1", "2", "1 1", "1 2", "2 1")) {
            bounds.add(new RangeDelete.Bound(key(prefix), true));
            bounds.add(new RangeDelete.Bound(key(prefix), false));
        }
        for (RangeDelete.Bound start : bounds) {
            for (RangeDelete.Bound end : bounds) {
                for (RangeDelete.Bound outerStart : bounds) {
                    for (RangeDelete.Bound outerEnd : bounds) {
                        if (order.isWithin(start, end, outerStart, outerEnd)) {
                            assertThat(rows(order, outerStart, outerEnd))
                                    .containsAll(rows(order, start, end));
                        }
                    }
                }
            }
        }
    }

    private static List<Key> rows(
            ClusteringOrder order, RangeDelete.Bound start, RangeDelete.Bound end) {
        List<Key> rows = new ArrayList<>();
        for (int c = 0; c < 4; c++) {
            for (int d = 0; d < 4; d++) {
                Key row = key(c + " " + d);
                if (order.isBetween(row, start, end)) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** Of two ascending columns. */
    private static ClusteringOrder nested() {
        return ClusteringOrder.of(
                table(
                        Column.clustering("c", CqlType.Native.INT, Column.Order.ASCENDING),
                        Column.clustering("d", CqlType.Native.INT, Column.Order.ASCENDING)));
    }

    @Test
    void typeWithoutOrderIsRefusedByColumn() {
        assertThatThrownBy(() -> order(CqlType.Native.DURATION, Column.Order.ASCENDING))
                .hasMessage("ks.t: clustering column 'c'")
                .hasRootCauseMessage("type duration (expected: one with an order)");
    }

    private static ClusteringOrder order(CqlType type, Column.Order direction) {
        return ClusteringOrder.of(table(Column.clustering("c", type, direction)));
    }

    private static TableSchema table(Column... clustering) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.partitionKey("p", CqlType.Native.INT));
        columns.addAll(List.of(clustering));
        return new TableSchema(new TableName("ks", "t"), columns);
    }

    private static Key key(String numbers) {
        return numbers.isEmpty()
                ? Key.EMPTY
                : Key.of(
                        Arrays.stream(numbers.split(" "))
                                .map(number -> CqlValue.wrap(i32(Integer.parseInt(number))))
                                .toArray(CqlValue[]::new));
    }

    private static byte[] bytes(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return array;
    }

    private static byte[] i32(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static byte[] i64(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static byte[] f64(double value) {
        return ByteBuffer.allocate(Double.BYTES).putDouble(value).array();
    }

    private static byte[] f32(float value) {
        return ByteBuffer.allocate(Float.BYTES).putFloat(value).array();
    }

    private static byte[] utf8(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] varint(String value) {
        return new BigInteger(value).toByteArray();
    }

    private static byte[] decimal(int scale, String unscaled) {
        byte[] number = varint(unscaled);
        return ByteBuffer.allocate(4 + number.length).putInt(scale).put(number).array();
    }

    private static byte[] uuid(String value) {
        UUID uuid = UUID.fromString(value);
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static byte[] list(byte[]... elements) {
        byte[] rest = fields(elements);
        return ByteBuffer.allocate(4 + rest.length).putInt(elements.length).put(rest).array();
    }

    private static byte[] fields(byte[]... fields) {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        for (byte[] field : fields) {
            buffer.putInt(field == null ? -1 : field.length);
            if (field != null) {
                buffer.put(field);
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
