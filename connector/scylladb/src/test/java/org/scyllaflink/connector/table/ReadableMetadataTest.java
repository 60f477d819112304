/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scyllaflink.connector.table.TableChanges.integer;
import static org.scyllaflink.connector.table.TableChanges.key;
import static org.scyllaflink.connector.table.TableChanges.removed;
import static org.scyllaflink.connector.table.TableChanges.smallint;
import static org.scyllaflink.connector.table.TableChanges.text;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/** What rows that are made of changes alone tell of them. */
class ReadableMetadataTest {

    private static final CqlType POINT =
            new CqlType.UserDefined(
                    "point",
                    List.of(
                            new CqlType.UserDefined.Field("x", CqlType.Native.INT),
                            new CqlType.UserDefined.Field("y", CqlType.Native.INT)),
                    false);

    static Stream<Arguments> ofAnExpiredRow() {
        return Stream.of(
                Arguments.of("keyspace_name", "ks"),
                Arguments.of("table_name", "t"),
                Arguments.of("op_ts", "1970-01-01T00:00:05.000001Z"),
                Arguments.of("write_time", "5000001"),
                Arguments.of("row_kind", "-D"),
                Arguments.of("is_expiration", "true"),
                Arguments.of("operation", "row_delete"),
                Arguments.of("stream_id", "[0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 1]"),
                Arguments.of("cdc_time", TableChanges.TIME.toUuid().toString()),
                Arguments.of("batch_seq_no", "0"));
    }

    @ParameterizedTest
    @MethodSource("ofAnExpiredRow")
    void eachChangeTellsWhereItComesFrom(String key, String expected) throws Exception {
        TableSchema schema = table("v", CqlType.Native.TEXT);
        ChangeBatch batch =
                new TableChanges(schema)
                        .expiredRow(key(2), TableChanges.image((CqlValue) null))
                        .batch();
        for (ChangelogStyle style : List.of(ChangelogStyle.IMAGES, ChangelogStyle.UPSERT)) {
            assertThat(rows(style, schema, key).of(batch)).containsExactly("-D[" + expected + "]");
        }
        if (!key.equals("row_kind")) {
            assertThat(rows(ChangelogStyle.DELTAS, schema, key).of(batch))
                    .containsExactly("+I[" + expected + "]");
        }
    }

    @ParameterizedTest
    @EnumSource(value = ChangelogStyle.class, mode = EnumSource.Mode.EXCLUDE, names = "FULL")
    void allOfAStyleIsReadOfEveryKindOfChange(ChangelogStyle style) throws Exception {
        TableSchema schema = table("v", CqlType.Native.TEXT);
        ChangeBatch batch =
                new TableChanges(schema)
                        .row(
                                key(2),
                                7,
                                null,
                                TableChanges.image(text("x")),
                                new ColumnDelta.Written(text("x"), 7))
                        .rowDelete(key(3), TableChanges.image((CqlValue) null))
                        .rangeDelete(
                                new RangeDelete.Bound(key(1), true),
                                new RangeDelete.Bound(key(2), false))
                        .partitionDelete(null)
                        .batch();
        String[] all =
                ReadableMetadata.in(style).stream()
                        .map(ReadableMetadata::key)
                        .toArray(String[]::new);

        assertThat(rows(style, schema, all).of(batch))
                .hasSize(style == ChangelogStyle.DELTAS ? 4 : 2);
    }

    static Stream<Arguments> removals() {
        CqlValue timeuuid =
                CqlValue.wrap(
                        HexFormat.of()
                                .parseHex("13814000 1dd2 11b2 8080 808080808080".replace(" ", "")));
        return Stream.of(
                Arguments.of(
                        new CqlType.SetOf(CqlType.Native.INT, false),
                        removed(integer(3), integer(4)),
                        "[3, 4]"),
                Arguments.of(
                        new CqlType.MapOf(CqlType.Native.TEXT, CqlType.Native.INT, false),
                        removed(text("a b")),
                        "[a b]"),
                Arguments.of(
                        new CqlType.MapOf(CqlType.Native.BLOB, CqlType.Native.INT, false),
                        removed(smallint(1)),
                        "[0x0001]"),
                Arguments.of(
                        new CqlType.SetOf(CqlType.Native.INET, false),
                        removed(CqlValue.wrap(new byte[] {127, 0, 0, 1})),
                        "[127.0.0.1]"),
                Arguments.of(
                        new CqlType.ListOf(CqlType.Native.INT, false),
                        removed(timeuuid),
                        "[13814000-1dd2-11b2-8080-808080808080]"),
                Arguments.of(POINT, removed(smallint(1), smallint(2)), "[y, 2]"));
    }

    @ParameterizedTest
    @MethodSource("removals")
    void whatWasTakenOutOfACollectionIsTold(CqlType type, ColumnDelta delta, String expected)
            throws Exception {
        TableSchema schema = table("v", type);
        ChangeBatch batch = new TableChanges(schema).row(key(2), null, null, null, delta).batch();

        assertThat(rows(ChangelogStyle.DELTAS, schema, "removed_elements").of(batch))
                .containsExactly("+I[{v=" + expected + "}]");
    }

    static Stream<Arguments> additions() {
        return Stream.of(
                Arguments.of(
                        new CqlType.SetOf(CqlType.Native.INT, false),
                        element(integer(3), null),
                        "[3]"),
                Arguments.of(
                        new CqlType.ListOf(CqlType.Native.INT, false),
                        element(text("0123456789abcdef"), integer(3)),
                        "[3]"),
                Arguments.of(
                        new CqlType.MapOf(CqlType.Native.TEXT, CqlType.Native.INT, false),
                        element(text("a"), integer(3)),
                        "{a=3}"),
                Arguments.of(POINT, element(smallint(1), integer(3)), "+I[null, 3]"),
                Arguments.of(POINT, element(smallint(5), integer(3)), "+I[null, null]"));
    }

    @ParameterizedTest
    @MethodSource("additions")
    void whatWasAddedToACollectionIsTheColumnsValue(
            CqlType type, ColumnDelta.Element element, String expected) throws Exception {
        TableSchema schema = table("v", type);
        ColumnDelta delta = new ColumnDelta.Merged(true, List.of(element), List.of());
        ChangeBatch batch = new TableChanges(schema).row(key(2), null, null, null, delta).batch();
        ChangelogStyle style = ChangelogStyle.DELTAS;
        ProducedRows rows =
                new ProducedRows(
                        style,
                        schema,
                        ProducedRows.columns(style, schema, "v"),
                        "deleted_columns",
                        "ttl");

        assertThat(rows.of(batch)).containsExactly("+I[" + expected + ", [v], 60]");
    }

    @Test
    void theShortestOfSeveralTtlsIsTold() throws Exception {
        TableSchema schema = table("v", CqlType.Native.TEXT);
        ChangeBatch batch =
                new TableChanges(schema)
                        .row(key(2), 0, null, null, new ColumnDelta.Written(text("x"), 60))
                        .row(key(3), 30, null, null, new ColumnDelta.Written(text("x"), 60))
                        .batch();

        assertThat(rows(ChangelogStyle.DELTAS, schema, "ttl").of(batch))
                .containsExactly("+I[60]", "+I[30]");
    }

    @Test
    void aColumnNamedLikeMetadataStaysBesideIt() throws Exception {
        TableSchema schema = table("ttl", CqlType.Native.TEXT);
        ChangeBatch batch =
                new TableChanges(schema)
                        .row(key(2), 0, null, null, new ColumnDelta.Written(text("x"), 60))
                        .batch();
        ChangelogStyle style = ChangelogStyle.DELTAS;
        RowType columns = ProducedRows.columns(style, schema, "ttl");

        assertThat(new ProducedRows(style, schema, columns, "ttl").of(batch))
                .containsExactly("+I[x, 60]");
    }

    @Test
    void aColumnOfTheNameOfABoundsOwnKeepsIt() {
        TableSchema schema =
                new TableSchema(
                        new TableName("ks", "t"),
                        List.of(
                                Column.partitionKey("pk", CqlType.Native.INT),
                                Column.clustering(
                                        "inclusive", CqlType.Native.INT, Column.Order.ASCENDING)));

        assertThat(ReadableMetadata.RANGE_START.type(schema).asSummaryString())
                .isEqualTo("ROW<`inclusive` INT, `inclusive_` BOOLEAN NOT NULL>");
    }

    private static ColumnDelta.Element element(CqlValue key, CqlValue value) {
        return new ColumnDelta.Element(key, value, 60);
    }

    private static TableSchema table(String column, CqlType type) {
        return new TableSchema(
                new TableName("ks", "t"),
                List.of(
                        Column.partitionKey("pk", CqlType.Native.INT),
                        Column.clustering("ck", CqlType.Native.INT, Column.Order.ASCENDING),
                        Column.regular(column, type)));
    }

    private static ProducedRows rows(ChangelogStyle style, TableSchema schema, String... metadata) {
        return new ProducedRows(style, schema, RowType.of(), metadata);
    }
}
