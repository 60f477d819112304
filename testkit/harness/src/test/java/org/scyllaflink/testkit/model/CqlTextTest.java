/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CqlTextTest {
    private static final TableShape SHAPE =
            new TableShape(
                    "ks.t",
                    List.of(new ModelColumn("pk", ModelType.TEXT)),
                    List.of(
                            new ModelColumn("c1", ModelType.INT),
                            new ModelColumn("c2", ModelType.BIGINT)),
                    List.of(new ModelColumn("v", ModelType.DOUBLE)));

    private static final UserType PAIR =
            new UserType(
                    "pair",
                    List.of(
                            new ModelColumn("x", ModelType.INT),
                            new ModelColumn("y", ModelType.TEXT)),
                    false);

    private static final TableShape RICH =
            new TableShape(
                    "ks.r",
                    List.of(new ModelColumn("pk", ModelType.INT)),
                    List.of(new ModelColumn("c", ModelType.INT)),
                    List.of(
                            new ModelColumn("f", new ListType(ModelType.INT, true)),
                            new ModelColumn("l", new ListType(ModelType.TEXT, false)),
                            new ModelColumn("m", new MapType(ModelType.TEXT, ModelType.INT, false)),
                            new ModelColumn("s", new SetType(ModelType.INT, false)),
                            new ModelColumn("u", PAIR)),
                    List.of());

    private static final RowKey ROW = new RowKey(List.of("it's"), List.of(1, 2L));

    static Stream<Arguments> statements() {
        String row = "pk = 'it''s' AND c1 = 1 AND c2 = 2";
        return Stream.of(
                Arguments.of(
                        new Write.Insert(ROW, Map.of("v", 0.5), 7, 60),
                        "INSERT INTO ks.t (pk, c1, c2, v) VALUES ('it''s', 1, 2, 0.5)"
                                + " USING TIMESTAMP 7 AND TTL 60"),
                Arguments.of(
                        new Write.Update(ROW, Map.of("v", -0.5), 7, 0),
                        "UPDATE ks.t USING TIMESTAMP 7 SET v = -0.5 WHERE " + row),
                Arguments.of(
                        new Write.ColumnDelete(ROW, List.of("v"), 7),
                        "DELETE v FROM ks.t USING TIMESTAMP 7 WHERE " + row),
                Arguments.of(
                        new Write.RowDelete(ROW, 7),
                        "DELETE FROM ks.t USING TIMESTAMP 7 WHERE " + row),
                Arguments.of(
                        new Write.PartitionDelete(List.of("p"), 7),
                        "DELETE FROM ks.t USING TIMESTAMP 7 WHERE pk = 'p'"),
                range(Bound.inclusive(1), Bound.exclusive(3), " AND c1 >= 1 AND c1 < 3"),
                range(Bound.inclusive(1), Bound.inclusive(1), " AND c1 = 1"),
                range(Bound.exclusive(1, 5L), Bound.inclusive(1), " AND c1 = 1 AND c2 > 5"),
                range(Bound.OPEN, Bound.inclusive(4), " AND c1 <= 4"),
                range(
                        Bound.inclusive(1, 5L),
                        Bound.exclusive(2),
                        " AND (c1, c2) >= (1, 5) AND (c1) < (2)"));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void aWriteIsOneStatement(Write write, String statement) {
        assertThat(new CqlText(SHAPE).statement(write)).isEqualTo(statement);
    }

    static Stream<Arguments> elements() {
        return Stream.of(
                set("s", ElementChange.whole(Map.of(1, true)), "s = {1}"),
                set("s", ElementChange.whole(Map.of()), "s = {}"),
                set("s", ElementChange.put(Map.of(1, true)), "s = s + {1}"),
                set("s", ElementChange.remove(Set.of(1)), "s = s - {1}"),
                set("m", ElementChange.put(Map.of("k", 1)), "m = m + {'k': 1}"),
                set("m", ElementChange.remove(Set.of("k")), "m = m - {'k'}"),
                set("l", ElementChange.whole(Map.of()), "l = []"),
                set("l", ElementChange.whole(Map.of(7L, "b", 6L, "a")), "l = ['a', 'b']"),
                set("l", ElementChange.put(Map.of(7L, "b", 6L, "a")), "l = l + ['a', 'b']"),
                set("l", ElementChange.put(Map.of(-7L, "a", -6L, "b")), "l = ['a', 'b'] + l"),
                set("u", ElementChange.whole(Map.of("x", 1)), "u = {x: 1}"),
                set("u", ElementChange.put(Map.of("x", 1)), "u.x = 1"),
                set("u", ElementChange.remove(Set.of("y")), "u.y = null"),
                Arguments.of("u", Map.of("y", "it's"), "u = {y: 'it''s'}"),
                Arguments.of("f", List.of(1, 2), "f = [1, 2]"));
    }

    @ParameterizedTest
    @MethodSource("elements")
    void aChangeOfElementsIsAnAssignment(String column, Object value, String assignment) {
        Write write = new Write.StaticUpdate(List.of(1), Map.of(column, value), 7, 0);

        assertThat(new CqlText(RICH).statement(write))
                .isEqualTo("UPDATE ks.r USING TIMESTAMP 7 SET " + assignment + " WHERE pk = 1");
    }

    @Test
    void listElementsInTheMiddleHaveNoStatement() {
        Object places =
                new ElementChange(ElementChange.Form.LIST_PLACES, Map.of(3L, "x"), Set.of());
        Write write = new Write.StaticUpdate(List.of(1), Map.of("l", places), 7, 0);

        assertThatThrownBy(() -> new CqlText(RICH).statement(write))
                .hasMessageContaining("expected: elements at one end of the list");
    }

    @Test
    void aRangeWithoutEndsWouldBeThePartition() {
        Write write = new Write.RangeDelete(List.of("p"), Bound.OPEN, Bound.OPEN, 7);

        assertThatThrownBy(() -> new CqlText(SHAPE).statement(write))
                .hasMessageContaining("expected: an end, or a partition delete");
    }

    @Test
    void severalWritesAreABatchOrAnIn() {
        Write one = new Write.RowDelete(ROW, 7);
        Write two = new Write.RowDelete(new RowKey(List.of("it's"), List.of(1, 3L)), 7);

        assertThat(statement(Write.Several.Form.BATCH, one, two))
                .isEqualTo(
                        "BEGIN UNLOGGED BATCH DELETE FROM ks.t USING TIMESTAMP 7 WHERE"
                                + " pk = 'it''s' AND c1 = 1 AND c2 = 2; DELETE FROM ks.t USING"
                                + " TIMESTAMP 7 WHERE pk = 'it''s' AND c1 = 1 AND c2 = 3;"
                                + " APPLY BATCH");
        assertThat(statement(Write.Several.Form.IN, one, two))
                .isEqualTo(
                        "DELETE FROM ks.t USING TIMESTAMP 7"
                                + " WHERE pk = 'it''s' AND c1 = 1 AND c2 IN (2, 3)");
    }

    @Test
    void aTableHasItsTypesAndItsOrder() {
        TableShape shape = SampleTables.descending("ks.d");

        assertThat(shape.typeStatements())
                .containsExactly(
                        "CREATE TYPE IF NOT EXISTS ks.person"
                                + " (name text, age int, tags frozen<set<int>>)");
        assertThat(shape.createStatement("comment = 'x'"))
                .startsWith("CREATE TABLE ks.d (p int, c text, d int, st_a text static, a int,")
                .endsWith(
                        "PRIMARY KEY ((p), c, d))"
                                + " WITH CLUSTERING ORDER BY (c ASC, d DESC) AND comment = 'x'");
    }

    @Test
    void theTableIsMadeWithItsKeysAndProperties() {
        assertThat(SHAPE.createStatement("cdc = {'enabled': true}"))
                .isEqualTo(
                        "CREATE TABLE ks.t (pk text, c1 int, c2 bigint, v double,"
                                + " PRIMARY KEY ((pk), c1, c2)) WITH cdc = {'enabled': true}");
    }

    private static String statement(Write.Several.Form form, Write... writes) {
        return new CqlText(SHAPE).statement(new Write.Several(form, List.of(writes)));
    }

    private static Arguments set(String column, ElementChange change, String assignment) {
        return Arguments.of(column, change, assignment);
    }

    private static Arguments range(Bound lower, Bound upper, String condition) {
        return Arguments.of(
                new Write.RangeDelete(List.of("p"), lower, upper, 7),
                "DELETE FROM ks.t USING TIMESTAMP 7 WHERE pk = 'p'" + condition);
    }
}
