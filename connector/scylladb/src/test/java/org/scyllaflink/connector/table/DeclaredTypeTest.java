/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.connector.model.CqlType.Native.BIGINT;
import static org.scyllaflink.connector.model.CqlType.Native.BLOB;
import static org.scyllaflink.connector.model.CqlType.Native.DECIMAL;
import static org.scyllaflink.connector.model.CqlType.Native.INT;
import static org.scyllaflink.connector.model.CqlType.Native.TEXT;
import static org.scyllaflink.connector.model.CqlType.Native.TIMESTAMP;
import static org.scyllaflink.connector.model.CqlType.Native.UUID;
import static org.scyllaflink.connector.model.CqlType.Native.VARINT;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.TypeCases;
import org.scyllaflink.connector.changelog.ColumnType;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/** Which types a query may declare for a column, and what its values are then. */
class DeclaredTypeTest {

    private static final TableName TABLE = new TableName("shop", "orders");
    private static final CqlType PRICE =
            new CqlType.UserDefined(
                    "price",
                    List.of(
                            new CqlType.UserDefined.Field("amount", DECIMAL),
                            new CqlType.UserDefined.Field("currency", TEXT),
                            new CqlType.UserDefined.Field("since", TIMESTAMP)),
                    true);

    static Stream<Arguments> accepted() {
        CqlValue half = decimal("0.5");
        CqlValue moment = bigint(1_500);
        Instant instant = Instant.ofEpochMilli(1_500);
        return Stream.of(
                Arguments.of(DECIMAL, "DECIMAL(5, 2)", half, new BigDecimal("0.50")),
                Arguments.of(DECIMAL, "DECIMAL(5, 2)", decimal("-999.99"), big("-999.99")),
                Arguments.of(DECIMAL, "DECIMAL(5, 2)", decimal("1.2000"), big("1.20")),
                Arguments.of(DECIMAL, "DECIMAL(5, 2)", decimal("5E+2"), big("500.00")),
                Arguments.of(DECIMAL, "DECIMAL(5, 2)", decimal("0E+1000000000"), big("0.00")),
                Arguments.of(DECIMAL, "DECIMAL(5, 2)", decimal("0E-1000000000"), big("0.00")),
                Arguments.of(DECIMAL, "STRING", decimal("5E+2"), "5E+2"),
                Arguments.of(DECIMAL, "DECIMAL(5, 2)", CqlValue.wrap(new byte[0]), null),
                Arguments.of(VARINT, "DECIMAL(20, 0)", varint("-12345678901"), big("-12345678901")),
                Arguments.of(TIMESTAMP, "TIMESTAMP_LTZ(3)", moment, instant),
                Arguments.of(TIMESTAMP, "TIMESTAMP_LTZ(9)", moment, instant),
                Arguments.of(INT, "INT", TableChanges.integer(7), 7),
                Arguments.of(INT, "INT NOT NULL", TableChanges.integer(7), 7),
                Arguments.of(
                        new CqlType.ListOf(DECIMAL, true),
                        "ARRAY<DECIMAL(3, 1)>",
                        TableChanges.collection(1, half),
                        List.of(big("0.5"))),
                Arguments.of(
                        new CqlType.MapOf(VARINT, DECIMAL, true),
                        "MAP<DECIMAL(3, 0), STRING>",
                        TableChanges.collection(1, varint("12"), half),
                        Map.of(big("12"), "0.5")),
                Arguments.of(
                        new CqlType.TupleOf(List.of(TIMESTAMP, TEXT)),
                        "ROW<f0 TIMESTAMP_LTZ(6), f1 STRING>",
                        fields(moment, TableChanges.text("x")),
                        Row.of(instant, "x")),
                Arguments.of(
                        PRICE,
                        "ROW<since TIMESTAMP_LTZ(3), amount DECIMAL(3, 2)>",
                        fields(half, TableChanges.text("EUR"), moment),
                        Row.of(instant, big("0.50"))),
                Arguments.of(
                        new CqlType.SetOf(PRICE, false),
                        "ARRAY<ROW<amount DECIMAL(3, 2)>>",
                        TableChanges.collection(1, fields(half, TableChanges.text("EUR"))),
                        List.of(Row.of(big("0.50")))));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void aValueIsOfTheDeclaredType(CqlType type, String declared, CqlValue value, Object expected) {
        LogicalType sql = sql(declared);
        Object internal = DeclaredType.of(TABLE, column(type), sql).decode(value);

        Object found =
                ProducedRows.converter(RowType.of(sql))
                        .toExternal(GenericRowData.of(internal))
                        .getField(0);
        assertThat(found instanceof Object[] array ? List.of(array) : found).isEqualTo(expected);
    }

    static Stream<CqlType> types() {
        return TypeCases.all().stream().map(TypeCases.TypeCase::type).distinct();
    }

    @ParameterizedTest
    @MethodSource("types")
    void theDefaultTypeNeedsNoConversion(CqlType type) {
        LogicalType physical = ColumnType.of(type).logicalType();
        assertThat(DeclaredType.of(TABLE, column(type), physical).conversion())
                .isSameAs(Conversion.NONE);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        INT, "BIGINT", "of CQL type int and declared as BIGINT (expected: INT)"),
                Arguments.of(
                        DECIMAL,
                        "DOUBLE",
                        "of CQL type decimal and declared as DOUBLE (expected: STRING or"
                                + " DECIMAL(p, s))"),
                Arguments.of(
                        TIMESTAMP,
                        "TIMESTAMP(3)",
                        "of CQL type timestamp and declared as TIMESTAMP(3) (expected:"
                                + " TIMESTAMP_LTZ(3), or a greater precision)"),
                Arguments.of(TIMESTAMP, "TIMESTAMP_LTZ(0)", "declared as TIMESTAMP_LTZ(0)"),
                Arguments.of(TEXT, "VARCHAR(10)", "declared as VARCHAR(10) (expected: STRING)"),
                Arguments.of(TEXT, "DECIMAL(5, 2)", "(expected: STRING)"),
                Arguments.of(UUID, "BINARY(16)", "(expected: STRING)"),
                Arguments.of(BLOB, "STRING", "(expected: BYTES)"),
                Arguments.of(BIGINT, "TIMESTAMP_LTZ(3)", "(expected: BIGINT)"),
                Arguments.of(
                        new CqlType.ListOf(INT, false),
                        "ARRAY<BIGINT>",
                        "of CQL type list<int> and declared as ARRAY<BIGINT> (expected:"
                                + " ARRAY<INT>)"),
                Arguments.of(new CqlType.ListOf(INT, false), "ARRAY<INT NOT NULL>", "ARRAY<INT>)"),
                Arguments.of(new CqlType.ListOf(INT, false), "MAP<INT, INT>", "ARRAY<INT>)"),
                Arguments.of(new CqlType.SetOf(TEXT, false), "ROW<f0 STRING>", "ARRAY<STRING>)"),
                Arguments.of(
                        new CqlType.MapOf(INT, TEXT, false),
                        "MAP<STRING, INT>",
                        "MAP<INT, STRING>)"),
                Arguments.of(PRICE, "ROW<amont STRING>", "(expected: ROW<`amount` STRING,"),
                Arguments.of(PRICE, "ROW<amount DOUBLE>", "(expected: ROW<`amount` STRING,"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aTypeThatCannotHoldTheValuesIsRefused(CqlType type, String declared, String message) {
        assertThatThrownBy(() -> DeclaredType.of(TABLE, column(type), sql(declared)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("column 'c' of table shop.orders is of CQL type ")
                .hasMessageContaining(message);
    }

    static Stream<Arguments> valuesThatDoNotFit() {
        return Stream.of(
                Arguments.of(decimal("0.001"), "0.001"),
                Arguments.of(decimal("1000"), "1000"),
                Arguments.of(decimal("1E+1000000000"), "1E+1000000000"),
                Arguments.of(decimal("1E-1000000000"), "1E-1000000000"));
    }

    @ParameterizedTest
    @MethodSource("valuesThatDoNotFit")
    void aValueThatDoesNotFitStopsTheJobUnrounded(CqlValue value, String text) {
        DeclaredType type = DeclaredType.of(TABLE, column(DECIMAL), sql("DECIMAL(5, 2)"));

        assertThatThrownBy(() -> type.decode(value))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "shop.orders: column 'c' holds "
                                + text
                                + " (expected: a value of type DECIMAL(5, 2)); declare a type that"
                                + " holds it");
    }

    @Test
    void bytesThatAreNoValueStopTheJob() {
        DeclaredType type = DeclaredType.of(TABLE, column(INT), sql("INT"));

        assertThatThrownBy(() -> type.decode(TableChanges.smallint(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("shop.orders: column 'c' holds 0x0001 (expected: a value of type int)");
    }

    private static final TableSchema ORDERS =
            new TableSchema(
                    TABLE,
                    List.of(
                            Column.partitionKey("id", INT),
                            Column.clustering("line", INT, Column.Order.ASCENDING),
                            Column.fixed("customer", TEXT),
                            Column.regular("item", TEXT)));

    static Stream<Arguments> columns() {
        return Stream.of(
                Arguments.of(ChangelogStyle.FULL, "id INT NOT NULL", null),
                Arguments.of(ChangelogStyle.FULL, "line INT NOT NULL", null),
                Arguments.of(ChangelogStyle.FULL, "line INT", null),
                Arguments.of(ChangelogStyle.FULL, "customer STRING", null),
                Arguments.of(ChangelogStyle.DELTAS, "customer STRING", null),
                Arguments.of(ChangelogStyle.IMAGES, "customer STRING", null),
                Arguments.of(
                        ChangelogStyle.DELTAS,
                        "line INT NOT NULL",
                        "column 'line' of table shop.orders is declared as INT NOT NULL (expected:"
                                + " INT, as the column can be null in the changelog 'deltas')"),
                Arguments.of(
                        ChangelogStyle.FULL,
                        "item STRING NOT NULL",
                        "declared as STRING NOT NULL (expected: STRING, as"),
                Arguments.of(
                        ChangelogStyle.FULL,
                        "itme STRING",
                        "column 'itme' is not in table shop.orders (expected one of: id, line,"));
    }

    @ParameterizedTest
    @MethodSource("columns")
    void columnsAreCheckedForWhatTheirStyleCanShow(
            ChangelogStyle style, String column, String message) {
        RowType columns = (RowType) sql("ROW<" + column + ">");
        if (message == null) {
            DeclaredColumns.check(style, ORDERS, columns);
        } else {
            assertThatThrownBy(() -> DeclaredColumns.check(style, ORDERS, columns))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(message);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ChangelogStyle.class,
            names = {"IMAGES", "UPSERT"})
    void staticColumnsMayBeDeclaredButNotReadWhereImagesDoNotShowThem(ChangelogStyle style) {
        RowType columns = (RowType) sql("ROW<id INT, customer STRING>");

        assertThatThrownBy(() -> RowDataChangeSchema.of(style, ORDERS, columns, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("column 'customer' of table shop.orders is static")
                .hasMessageEndingWith("changelog 'full' or 'deltas' in place of '" + style + "')");
    }

    @Test
    void byDefaultThereAreTheTypesOfTheValuesAndNullWhereThereCanBeOne() {
        assertThat(defaults(ChangelogStyle.FULL))
                .isEqualTo("INT NOT NULL, INT NOT NULL, STRING, STRING");
        assertThat(defaults(ChangelogStyle.DELTAS)).isEqualTo("INT NOT NULL, INT, STRING, STRING");
    }

    private static String defaults(ChangelogStyle style) {
        return String.join(
                ", ",
                ORDERS.columns().stream()
                        .map(column -> DeclaredColumns.defaultType(column, style))
                        .map(LogicalType::asSummaryString)
                        .toList());
    }

    private static Column column(CqlType type) {
        return Column.regular("c", type);
    }

    private static LogicalType sql(String type) {
        return LogicalTypeParser.parse(type, DeclaredTypeTest.class.getClassLoader());
    }

    private static BigDecimal big(String text) {
        return new BigDecimal(text);
    }

    private static CqlValue decimal(String text) {
        BigDecimal value = new BigDecimal(text);
        byte[] unscaled = value.unscaledValue().toByteArray();
        return CqlValue.of(
                ByteBuffer.allocate(Integer.BYTES + unscaled.length)
                        .putInt(value.scale())
                        .put(unscaled)
                        .flip());
    }

    private static CqlValue varint(String text) {
        return CqlValue.wrap(new BigInteger(text).toByteArray());
    }

    private static CqlValue bigint(long value) {
        return CqlValue.of(ByteBuffer.allocate(Long.BYTES).putLong(0, value));
    }

    private static CqlValue fields(CqlValue... fields) {
        ByteBuffer withCount = ByteBuffer.wrap(TableChanges.collection(0, fields).bytes());
        withCount.getInt();
        return CqlValue.of(withCount.slice());
    }
}
