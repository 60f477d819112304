/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.connector.changelog.LoggedWrites.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.model.Bound;
import org.scyllaflink.testkit.model.RowKey;
import org.scyllaflink.testkit.model.Write;

class OneSchemaTest {

    private static final long S = 1_000_000;
    private static final RowKey ROW = RowKey.of(1, 7);
    private static final CqlType INT = CqlType.Native.INT;
    private static final CqlType TEXT = CqlType.Native.TEXT;
    private static final Column P = Column.partitionKey("p", INT);
    private static final Column C = Column.clustering("c", INT, Column.Order.ASCENDING);
    private static final Column A = Column.regular("a", INT);
    private static final Column B = Column.regular("b", TEXT);
    private static final Column U = Column.regular("u", point("x", "y"));
    private static final TableSchema BUILT_WITH = table(P, C, A, B, U);

    private final OneSchema oneSchema = new OneSchema(BUILT_WITH);

    @Test
    void aChangeOfAnEqualSchemaPassesAsItIs() {
        Change change = new LoggedWrites(table(P, C, A, B, U)).change(insert(cells("a", 1)));
        assertThat(oneSchema.of(change)).isSameAs(change);
    }

    @Test
    void anAddedColumnIsLeftOutAndTheOthersKeepTheirPlaces() {
        TableSchema altered =
                table(P, C, Column.fixed("s", INT), A, Column.regular("aa", INT), B, U);
        Change change =
                new LoggedWrites(altered).change(insert(cells("a", 1, "aa", 2, "b", "x", "s", 3)));

        RowChange mapped = (RowChange) oneSchema.of(change);

        assertThat(mapped.origin().schema()).isSameAs(BUILT_WITH);
        assertThat(mapped.origin().id()).isEqualTo(change.origin().id());
        assertThat(mapped.marker()).isNotNull();
        assertThat(mapped.deltas())
                .containsExactly(
                        new ColumnDelta.Written(LoggedWrites.encode(1), 0),
                        new ColumnDelta.Written(LoggedWrites.encode("x"), 0),
                        ColumnDelta.UNTOUCHED);
    }

    @Test
    void deletesKeepTheirKeys() {
        LoggedWrites altered = new LoggedWrites(table(P, C, A, Column.regular("aa", INT), B, U));
        List<Write> deletes =
                List.of(
                        new Write.RowDelete(ROW, S),
                        new Write.RangeDelete(
                                List.of(1),
                                new Bound(List.of(2), true),
                                new Bound(List.of(3), false),
                                S),
                        new Write.PartitionDelete(List.of(1), S));
        LoggedWrites same = new LoggedWrites(BUILT_WITH);
        for (Write delete : deletes) {
            assertThat(oneSchema.of(altered.change(delete))).isEqualTo(same.change(delete));
        }
    }

    @Test
    void fieldsOfAUserDefinedTypeMayBeAddedAndRenamed() {
        TableSchema altered = table(P, C, A, B, Column.regular("u", point("longitude", "y", "z")));
        Change change = new LoggedWrites(altered).change(insert(cells("a", 1)));
        assertThat(oneSchema.of(change).origin().schema()).isSameAs(BUILT_WITH);
    }

    static List<Arguments> alterations() {
        return List.of(
                Arguments.of(table(P, C, A, U), "column 'b' was dropped or renamed meanwhile"),
                Arguments.of(
                        table(P, Column.clustering("d", INT, Column.Order.ASCENDING), A, B, U),
                        "column 'c' was dropped or renamed meanwhile"),
                Arguments.of(
                        table(P, C, A, Column.regular("b", INT), U),
                        "column 'b' is of type int now and was of type text"),
                Arguments.of(
                        table(P, C, Column.fixed("b", TEXT), A, U),
                        "column 'b' was made anew as another kind"),
                Arguments.of(
                        table(P, C, A, B, Column.regular("u", TEXT)),
                        "column 'u' is of type text now and was of type frozen<point>"),
                Arguments.of(
                        table(P, A, B, U, Column.regular("v", INT)),
                        "the primary key is another one"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("alterations")
    void whatRowsCannotShowStopsTheJobWithWhatToDo(TableSchema altered, String what) {
        Change change = new LoggedWrites(altered).change(new Write.PartitionDelete(List.of(1), S));
        assertThatThrownBy(() -> oneSchema.of(change))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("ks.t: " + what)
                .hasMessageContaining("the columns that the job was built with, which are [p, c, a")
                .hasMessageContaining("start the job again without its state");
    }

    @Test
    void aChangeOfAnotherTableIsRefused() {
        TableSchema other = new TableSchema(new TableName("ks", "other"), BUILT_WITH.columns());
        Change change = new LoggedWrites(other).change(insert(cells("a", 1)));
        assertThatThrownBy(() -> oneSchema.of(change))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ks.other")
                .hasMessageContaining("ks.t");
    }

    @Test
    void rowsGoOnWhenAColumnIsAdded() throws Exception {
        TableSchema before = table(P, C, A, B);
        TableSchema after = table(P, C, A, Column.regular("aa", INT), B);
        ChangelogHarness changelog =
                new ChangelogHarness(before, 60_000, new HashMapStateBackend()).open(1);
        changelog.send(new LoggedWrites(before).change(insert(cells("a", 1, "b", "x"))));
        changelog.send(
                new LoggedWrites(after)
                        .change(new Write.Update(ROW, cells("aa", 5, "b", "y"), 2 * S, 0)));
        changelog.restore(changelog.snapshot(), 1);
        changelog.watermark(2_000);

        List<String> rows = new ArrayList<>();
        changelog.rows().forEach(row -> rows.add(row.getValue().getRowKind().shortString()));
        assertThat(rows).containsExactly("+I", "-U", "+U");
        changelog.close();
    }

    @Test
    void aStaticColumnThatIsAddedIsLeftOut() throws Exception {
        TableSchema before = table(P, C, A);
        RowChange inserted = (RowChange) new LoggedWrites(before).change(insert(cells("a", 1)));
        RowChange ofStatics =
                new RowChange(
                        inserted.origin(),
                        inserted.partitionKey(),
                        null,
                        null,
                        List.of(ColumnDelta.UNTOUCHED),
                        null,
                        null);
        ChangelogHarness changelog =
                new ChangelogHarness(before, 60_000, new HashMapStateBackend()).open(1);
        changelog.send(ofStatics);
        changelog.watermark(2_000);

        assertThat(changelog.rows()).isEmpty();
        changelog.close();
    }

    @Test
    void aValueThatIsNotLoggedStopsTheJob() throws Exception {
        TableSchema schema = table(P, C, A);
        RowChange inserted = (RowChange) new LoggedWrites(schema).change(insert(cells("a", 1)));
        RowChange keysOnly =
                new RowChange(
                        inserted.origin(),
                        inserted.partitionKey(),
                        inserted.clusteringKey(),
                        inserted.marker(),
                        List.of(ColumnDelta.UNLOGGED),
                        null,
                        null);
        ChangelogHarness changelog =
                new ChangelogHarness(schema, 60_000, new HashMapStateBackend()).open(1);
        changelog.send(keysOnly);

        assertThatThrownBy(() -> changelog.watermark(2_000))
                .hasStackTraceContaining(
                        "ks.t: column 'a' has values that are not logged (expected: cdc option"
                                + " 'delta' is 'full', not 'keys')");
        changelog.close();
    }

    private static Write insert(Map<String, Object> cells) {
        return new Write.Insert(ROW, cells, S, 0);
    }

    private static CqlType point(String... fields) {
        return new CqlType.UserDefined(
                "point",
                List.of(fields).stream()
                        .map(name -> new CqlType.UserDefined.Field(name, INT))
                        .toList(),
                true);
    }

    private static TableSchema table(Column... columns) {
        return new TableSchema(new TableName("ks", "t"), List.of(columns));
    }
}
