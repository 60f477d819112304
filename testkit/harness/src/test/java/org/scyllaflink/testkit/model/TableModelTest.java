/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TableModelTest {
    private static final TableShape SHAPE =
            new TableShape(
                    "t",
                    List.of(new ModelColumn("pk", ModelType.INT)),
                    List.of(
                            new ModelColumn("c1", ModelType.INT),
                            new ModelColumn("c2", ModelType.INT)),
                    List.of(
                            new ModelColumn("a", ModelType.INT),
                            new ModelColumn("b", ModelType.TEXT)));

    private static final TableShape RICH =
            new TableShape(
                    "r",
                    SHAPE.partitionKey(),
                    SHAPE.clusteringKey(),
                    SampleTables.rich("r").statics(),
                    SampleTables.rich("r").regular());

    private static final RowKey ROW = row(1, 1);
    private static final RowKey OTHER = row(1, 2);
    private static final long SECOND = 1_000_000;
    private static final long LATER = 1000 * SECOND;

    static Stream<Arguments> reconciliations() {
        return Stream.of(
                Arguments.of("later value", List.of(set(10, 1, 0), set(11, 2, 0)), 2),
                Arguments.of("greater value at a tie", List.of(set(10, 1, 0), set(10, 2, 0)), 2),
                Arguments.of("greater by bytes", List.of(set(10, 1, 0), set(10, -1, 0)), -1),
                Arguments.of("dead at a tie", List.of(set(10, 1, 0), unset(10)), null),
                Arguments.of("dead at a tie with TTL", List.of(set(10, 1, 9999), unset(10)), null),
                Arguments.of("value after unset", List.of(unset(10), set(11, 1, 0)), 1),
                Arguments.of("expiring at a tie", List.of(set(10, 9, 0), set(10, 1, 9999)), 1),
                Arguments.of("later expiry", List.of(set(10, 9, 5000), set(10, 1, 9999)), 1),
                Arguments.of("value of equal expiry", List.of(set(9, 1, 5001), set(9, 2, 5001)), 2),
                Arguments.of("expired hides older", List.of(set(9, 9, 0), set(10, 1, 1)), null),
                Arguments.of("expired at a tie", List.of(set(10, 9, 0), set(10, 1, 1)), null),
                Arguments.of("row delete older", List.of(set(10, 1, 0), rowDelete(9)), 1),
                Arguments.of("row delete at a tie", List.of(set(10, 1, 0), rowDelete(10)), null),
                Arguments.of("range delete at a tie", List.of(set(10, 1, 0), range(10)), null),
                Arguments.of(
                        "partition delete at a tie",
                        List.of(set(10, 1, 0), new Write.PartitionDelete(List.of(1), 10)),
                        null),
                Arguments.of(
                        "partition delete older",
                        List.of(set(10, 1, 0), new Write.PartitionDelete(List.of(1), 9)),
                        1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reconciliations")
    void oneWriteOfACellWinsInWhateverOrderTheyCome(
            String name, List<Write> writes, Integer expected) {
        List<Write> reversed = new ArrayList<>(writes);
        Collections.reverse(reversed);

        assertThat(valueOfA(writes)).isEqualTo(expected);
        assertThat(valueOfA(reversed)).isEqualTo(expected);
    }

    @Test
    void aCellDiesWithTheSecondOfItsExpiry() {
        TableModel model = model(set(5 * SECOND + 900_000, 1, 10));

        assertThat(model.rowsAt(15 * SECOND - 1)).hasSize(1);
        assertThat(model.rowsAt(15 * SECOND)).isEmpty();
    }

    @Test
    void writesAreSeenFromTheirTimestampOn() {
        TableModel model = model(set(10, 1, 0), set(20, 2, 0));

        assertThat(model.rowsAt(9)).isEmpty();
        assertThat(model.rowsAt(19).get(0).values()).containsEntry("a", 1);
        assertThat(model.rowsAt(Instant.EPOCH.plusMillis(1)).get(0).values()).containsEntry("a", 2);
    }

    @Test
    void anInsertedRowLivesWithoutCells() {
        TableModel model = model(new Write.Insert(ROW, Map.of(), 10, 0), unset(11));

        assertThat(model.rowsAt(LATER)).containsExactly(new ModelRow(ROW, nulls()));
    }

    @Test
    void anUpdatedRowDiesWithItsLastCell() {
        TableModel model = model(set(10, 1, 0), new Write.ColumnDelete(ROW, List.of("a"), 11));

        assertThat(model.rowsAt(10)).hasSize(1);
        assertThat(model.rowsAt(11)).isEmpty();
    }

    @Test
    void theMarkerExpiresLikeACell() {
        TableModel model =
                model(
                        new Write.Insert(ROW, Map.of("a", 1), 10, 5),
                        new Write.Update(ROW, Map.of("b", "kept"), 20, 0));

        assertThat(model.rowsAt(LATER).get(0).values()).containsEntry("a", null);

        model.apply(new Write.ColumnDelete(ROW, List.of("b"), 30));
        assertThat(model.rowsAt(LATER)).isEmpty();
        assertThat(model.rowsAt(40)).hasSize(1);
    }

    static Stream<Arguments> ranges() {
        return Stream.of(
                Arguments.of(Bound.OPEN, Bound.OPEN, List.of()),
                Arguments.of(Bound.inclusive(2), Bound.OPEN, List.of(11, 12)),
                Arguments.of(Bound.exclusive(2), Bound.OPEN, List.of(11, 12, 21, 22)),
                Arguments.of(Bound.OPEN, Bound.exclusive(2), List.of(21, 22)),
                Arguments.of(Bound.OPEN, Bound.inclusive(2), List.of()),
                Arguments.of(Bound.inclusive(1), Bound.inclusive(1), List.of(21, 22)),
                Arguments.of(Bound.exclusive(1, 1), Bound.inclusive(1), List.of(11, 21, 22)),
                Arguments.of(Bound.inclusive(2), Bound.exclusive(2, 2), List.of(11, 12, 22)),
                Arguments.of(Bound.inclusive(2, 2), Bound.inclusive(2, 2), List.of(11, 12, 21)));
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void aRangeDeleteTakesTheRowsBetweenItsEnds(Bound lower, Bound upper, List<Integer> left) {
        TableModel model = new TableModel(SHAPE);
        for (int row : new int[] {22, 12, 21, 11}) {
            model.apply(new Write.Insert(row(row / 10, row % 10), Map.of("a", row), 10, 0));
        }
        model.apply(new Write.RangeDelete(List.of(1), lower, upper, 10));
        model.apply(new Write.RangeDelete(List.of(2), Bound.OPEN, Bound.OPEN, 10));

        assertThat(model.rowsAt(10)).extracting(row -> row.values().get("a")).isEqualTo(left);
    }

    @Test
    void rowsWithoutAValueAreCountedApart() {
        TableModel model =
                model(
                        new Write.Insert(row(1, 1), Map.of("b", "red"), 10, 0),
                        new Write.Insert(row(1, 2), Map.of("b", "red"), 10, 0),
                        new Write.Insert(row(1, 3), Map.of("b", "blue"), 10, 0),
                        new Write.Insert(row(1, 4), Map.of("a", 1), 10, 0),
                        new Write.RowDelete(row(1, 3), 10));

        assertThat(model.countsAt("b", LATER)).isEqualTo(new SegmentCounts(Map.of("red", 2L), 1));
    }

    static Stream<Arguments> elementChanges() {
        Write add1 = elements(10, ElementChange.put(Map.of(1, true)), 0);
        Write add2 = elements(10, ElementChange.put(Map.of(2, true)), 0);
        Write drop1 = elements(10, ElementChange.remove(Set.of(1)), 0);
        Write later2 = elements(11, ElementChange.put(Map.of(2, true)), 0);
        return Stream.of(
                Arguments.of("added", List.of(add1, add2), Set.of(1, 2)),
                Arguments.of("removal wins a tie", List.of(add1, drop1, add2), Set.of(2)),
                Arguments.of("overwrite keeps its time", List.of(add1, whole(10, 2)), Set.of(1, 2)),
                Arguments.of("overwrite covers older", List.of(add1, whole(11, 2)), Set.of(2)),
                Arguments.of("delete covers its time", List.of(add1, delete(10)), Set.of()),
                Arguments.of("later than a delete", List.of(delete(10), later2), Set.of(2)),
                Arguments.of(
                        "expired element",
                        List.of(add1, elements(11, ElementChange.put(Map.of(2, true)), 5)),
                        Set.of(1)),
                Arguments.of("row delete", List.of(add1, rowDelete(10), later2), Set.of(2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("elementChanges")
    void elementsWinOneByOne(String name, List<Write> writes, Set<Integer> expected) {
        TableModel model = new TableModel(RICH);
        writes.forEach(model::apply);
        model.apply(new Write.Insert(ROW, Map.of(), 500, 0));

        assertThat(model.rowsAt(LATER).get(0).values().get("s"))
                .isEqualTo(expected.isEmpty() ? null : expected);
    }

    @Test
    void aRowLivesWhileAnElementDoes() {
        TableModel model = new TableModel(RICH);
        model.apply(elements(10, ElementChange.put(Map.of(1, true)), 0));
        model.apply(delete(20));

        assertThat(model.rowsAt(10)).hasSize(1);
        assertThat(model.rowsAt(20)).as("the log tells the delete of 20 at 21").hasSize(1);
        assertThat(model.rowsAt(21)).isEmpty();
    }

    @Test
    void aListIsOrderedByItsPlaces() {
        TableModel model = new TableModel(RICH);
        model.apply(list(10, ElementChange.put(Map.of(2L, "b", 1L, "a"))));
        model.apply(list(11, ElementChange.put(Map.of(-1L, "front"))));
        assertThat(listAt(model, 11)).isEqualTo(List.of("front", "a", "b"));

        model.apply(list(12, ElementChange.whole(Map.of(3L, "new"))));
        assertThat(listAt(model, 12)).isEqualTo(List.of("new"));
    }

    @Test
    void fieldsOfAUserDefinedTypeAreSetOneByOne() {
        TableModel model = new TableModel(RICH);
        model.apply(new Write.Update(ROW, Map.of("u", Map.of("name", "ann", "age", 7)), 10, 0));
        model.apply(
                new Write.Update(ROW, Map.of("u", ElementChange.remove(Set.of("name"))), 11, 0));

        assertThat(model.rowsAt(11).get(0).values().get("u")).isEqualTo(Map.of("age", 7));
    }

    @Test
    void staticColumnsAreInEachRowAndKeepNoneAlive() {
        TableModel model = new TableModel(RICH);
        model.apply(new Write.StaticUpdate(List.of(1), Map.of("st_a", 5), 10, 0));
        assertThat(model.rowsAt(10)).isEmpty();
        assertThat(model.staticsAt(10).get(List.of(1))).containsEntry("st_a", 5);

        model.apply(new Write.Insert(ROW, Map.of("st_a", 6), 11, 0));
        model.apply(new Write.Insert(OTHER, Map.of(), 12, 0));
        assertThat(model.rowsAt(12))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.values()).containsEntry("st_a", 6));

        model.apply(new Write.RowDelete(ROW, 13));
        assertThat(model.rowsAt(13).get(0).values()).containsEntry("st_a", 6);
        model.apply(new Write.PartitionDelete(List.of(1), 14));
        assertThat(model.staticsAt(14)).isEmpty();
    }

    @Test
    void aBatchIsItsWrites() {
        TableModel model = new TableModel(RICH);
        model.apply(
                new Write.Several(
                        Write.Several.Form.BATCH,
                        List.of(
                                new Write.Insert(ROW, Map.of(), 10, 0),
                                new Write.Insert(OTHER, Map.of(), 10, 0),
                                rowDelete(10))));

        assertThat(model.rowsAt(10)).extracting(ModelRow::key).containsExactly(OTHER);
    }

    @Test
    void rowsComeInTheOrderOfTheirTable() {
        TableModel model = new TableModel(SampleTables.descending("t"));
        for (int d : new int[] {2, 1, 3}) {
            RowKey row = new RowKey(List.of(1), List.of("x", d));
            model.apply(new Write.Insert(row, Map.of(), 10, 0));
        }

        assertThat(model.rowsAt(10))
                .extracting(row -> row.key().clustering().get(1))
                .containsExactly(3, 2, 1);
    }

    @Test
    void aWriteToAColumnTheTableDoesNotHaveIsRefused() {
        Write write = new Write.Update(ROW, Map.of("c", 1), 10, 0);

        assertThatThrownBy(() -> model(write)).hasMessageContaining("t: no regular column c");
    }

    private static Write elements(long micros, ElementChange change, int ttl) {
        return new Write.Update(ROW, Map.of("s", change), micros, ttl);
    }

    private static Write whole(long micros, int element) {
        return elements(micros, ElementChange.whole(Map.of(element, true)), 0);
    }

    private static Write delete(long micros) {
        return new Write.ColumnDelete(ROW, List.of("s"), micros);
    }

    private static Write list(long micros, ElementChange change) {
        return new Write.Update(ROW, Map.of("l", change), micros, 0);
    }

    private static Object listAt(TableModel model, long micros) {
        return model.rowsAt(micros).get(0).values().get("l");
    }

    private static Integer valueOfA(List<Write> writes) {
        TableModel model = model(writes.toArray(Write[]::new));
        model.apply(new Write.Insert(ROW, Map.of(), 500, 0));
        return (Integer) model.rowsAt(LATER).get(0).values().get("a");
    }

    private static TableModel model(Write... writes) {
        TableModel model = new TableModel(SHAPE);
        for (Write write : writes) {
            model.apply(write);
        }
        return model;
    }

    private static RowKey row(int first, int second) {
        return new RowKey(List.of(1), List.of(first, second));
    }

    private static Write set(long micros, int value, int ttl) {
        return new Write.Update(ROW, Map.of("a", value), micros, ttl);
    }

    private static Write unset(long micros) {
        Map<String, Object> cells = new HashMap<>();
        cells.put("a", null);
        return new Write.Update(ROW, cells, micros, 0);
    }

    private static Write rowDelete(long micros) {
        return new Write.RowDelete(ROW, micros);
    }

    private static Write range(long micros) {
        return new Write.RangeDelete(List.of(1), Bound.inclusive(1), Bound.exclusive(2), micros);
    }

    private static Map<String, Object> nulls() {
        Map<String, Object> nulls = new HashMap<>();
        nulls.put("a", null);
        nulls.put("b", null);
        return nulls;
    }
}
