/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

class FullRowChangelogTest {

    private static final CqlType INT = CqlType.Native.INT;

    static Stream<Arguments> refusedColumns() {
        CqlType vector = new CqlType.VectorOf(INT, 2);
        return Stream.of(
                Arguments.of(
                        Column.regular("x", CqlType.Native.COUNTER),
                        "counter (expected: any type but counter)"),
                Arguments.of(
                        Column.regular("x", new CqlType.SetOf(vector, false)),
                        "set<vector<int, 2>> (expected: elements or keys that have an order)"),
                Arguments.of(
                        Column.regular("x", new CqlType.MapOf(vector, INT, false)),
                        "map<vector<int, 2>, int> (expected: elements or keys that have an"
                                + " order)"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refusedColumns")
    void columnThatCannotBeMergedIsRefusedByName(Column column, String reason) {
        assertThatThrownBy(() -> FullRowChangelog.of(table(column)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ks.t: column 'x' is of type " + reason);
    }

    @Test
    void rowHasTheWantedColumnsInTheOrderOfTheTable() {
        TableSchema schema =
                table(
                        Column.clustering("c", INT, Column.Order.ASCENDING),
                        Column.fixed("s", INT),
                        Column.regular("a", INT),
                        Column.regular("b", INT));
        FullRowChangelog changelog =
                FullRowChangelog.of(schema).withColumns(List.of("b", "s", "c"));
        assertThat(changelog.rowType().getFieldNames())
                .containsExactly("c", "s", "b", "op_ts", "cause", "row_version");
        assertThat(changelog.position(MetadataColumn.ROW_VERSION)).isEqualTo(5);
    }

    @Test
    void wantedColumnThatIsNotInTheTableIsRefusedByName() {
        assertThatThrownBy(() -> FullRowChangelog.of(table()).withColumns(List.of("p", "q")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column 'q' is not in table ks.t (expected one of: p)");
    }

    @Test
    void rowHasTheTablesColumnsThenTheMetadata() {
        TableSchema schema =
                table(
                        Column.clustering("c", CqlType.Native.TEXT, Column.Order.DESCENDING),
                        Column.regular("v", CqlType.Native.BLOB));
        assertThat(FullRowChangelog.of(schema).rowType().asSummaryString())
                .isEqualTo(
                        "ROW<`p` INT NOT NULL, `c` STRING NOT NULL, `v` BYTES,"
                                + " `op_ts` TIMESTAMP_LTZ(6) NOT NULL, `cause` STRING NOT NULL,"
                                + " `row_version` BIGINT NOT NULL>");
        assertThat(MetadataColumn.OP_TS.position(schema)).isEqualTo(3);
        assertThat(MetadataColumn.ROW_VERSION.position(schema)).isEqualTo(5);
    }

    @Test
    void metadataGivesWayToAColumnOfItsName() {
        TableSchema schema = table(Column.regular("cause", CqlType.Native.TEXT));
        assertThat(FullRowChangelog.of(schema).rowType().getFieldNames())
                .containsExactly("p", "cause", "op_ts", "cause_", "row_version");
    }

    @Test
    void retentionThatIsNegativeOrEndlessIsRefused() {
        FullRowChangelog changelog = FullRowChangelog.of(table());
        assertThatThrownBy(() -> changelog.withDeleteRetention(Duration.ofSeconds(-1)))
                .hasMessage("delete retention: PT-1S (expected: from zero to PT876600H)");
        assertThatThrownBy(() -> changelog.withDeleteRetention(Duration.ofMillis(Long.MAX_VALUE)))
                .hasMessageEndingWith("(expected: from zero to PT876600H)");
    }

    private static TableSchema table(Column... more) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.partitionKey("p", INT));
        columns.addAll(List.of(more));
        return new TableSchema(new TableName("ks", "t"), columns);
    }
}
