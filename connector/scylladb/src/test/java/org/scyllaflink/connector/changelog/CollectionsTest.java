/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.connector.changelog.Log.added;
import static org.scyllaflink.connector.changelog.Log.cleared;
import static org.scyllaflink.connector.changelog.Log.element;
import static org.scyllaflink.connector.changelog.Log.field;
import static org.scyllaflink.connector.changelog.Log.integer;
import static org.scyllaflink.connector.changelog.Log.listKey;
import static org.scyllaflink.connector.changelog.Log.removed;
import static org.scyllaflink.connector.changelog.Log.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;

/**
 * Columns that are merged element by element. The row's columns are a map, a set, a list and a
 * user-defined type; times in microseconds, one second is {@link #S}.
 */
class CollectionsTest {

    private static final long S = 1_000_000;
    private static final CqlType INT = CqlType.Native.INT;
    private static final ColumnDelta NO = ColumnDelta.UNTOUCHED;

    private final Log log =
            new Log(
                    Column.partitionKey("p", INT),
                    Column.clustering("c", INT, Column.Order.ASCENDING),
                    Column.regular("m", new CqlType.MapOf(INT, INT, false)),
                    Column.regular("s", new CqlType.SetOf(CqlType.Native.TEXT, false)),
                    Column.regular("t", new CqlType.ListOf(INT, false)),
                    Column.regular("u", point()));
    private ChangelogRows changelog;

    @BeforeEach
    void open() throws Exception {
        changelog = new ChangelogRows(RowLayout.of(log.schema()));
    }

    @AfterEach
    void close() throws Exception {
        changelog.close();
    }

    /** A delta of one column at one time. */
    private record At(long micros, ColumnDelta delta) {}

    static List<Arguments> mapCases() {
        return List.of(
                map("elements add up", "{1=10, 2=20}", at(5, put(1, 10)), at(6, put(2, 20))),
                map(
                        "the later write of an element wins",
                        "{1=11}",
                        at(5, put(1, 10)),
                        at(6, put(1, 11))),
                map(
                        "of writes of one time the one with a TTL wins",
                        "{1=10}",
                        at(5, added(element(integer(1), 10, 100))),
                        at(5, put(1, 99))),
                map(
                        "of writes of one time the one that expires later wins",
                        "{1=10}",
                        at(5, added(element(integer(1), 10, 200))),
                        at(5, added(element(integer(1), 99, 100)))),
                map(
                        "of writes of one time the greater value wins, as unsigned bytes",
                        "{1=-1}",
                        at(5, put(1, -1)),
                        at(5, put(1, 99))),
                map(
                        "a removed element is gone",
                        "{2=20}",
                        at(5, put(1, 10)),
                        at(5, put(2, 20)),
                        at(6, removed(integer(1)))),
                map(
                        "a removal wins over a write of its time",
                        "{2=20}",
                        at(5, put(2, 20)),
                        at(6, put(1, 10)),
                        at(6, removed(integer(1)))),
                map(
                        "a removal of what is not there is nothing",
                        "{2=20}",
                        at(5, put(2, 20)),
                        at(6, removed(integer(1)))),
                map(
                        "an element may come back",
                        "{1=12}",
                        at(5, put(1, 10)),
                        at(6, removed(integer(1))),
                        at(7, put(1, 12))),
                map(
                        "setting the column takes what was before",
                        "{3=30}",
                        at(5, put(1, 10)),
                        at(6, cleared(element(integer(3), 30, 0)))),
                map(
                        "elements of the clearing's own time stay",
                        "{1=10, 3=30}",
                        at(6, put(1, 10)),
                        at(6, cleared(element(integer(3), 30, 0)))),
                map(
                        "the clearing covers up to a microsecond before",
                        "{3=30}",
                        at(6, put(1, 10)),
                        new At(6 * S + 1, cleared(element(integer(3), 30, 0)))),
                map("setting it to null leaves none", "null", at(5, put(1, 10)), at(6, cleared())),
                map(
                        "elements written after the clearing are there",
                        "{1=10}",
                        at(6, cleared()),
                        at(7, put(1, 10))),
                map(
                        "the last element takes the column with it",
                        "null",
                        at(5, put(1, 10)),
                        at(6, removed(integer(1)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mapCases")
    void mapIsWhatItsElementsSay(String rule, String expected, List<At> deltas) throws Exception {
        for (List<At> order : List.of(deltas, reversed(deltas))) {
            ChangelogRows rows = new ChangelogRows(RowLayout.of(log.schema()));
            rows.send(log.row(4 * S, 1, 7, 0, NO, NO, NO, NO));
            for (At at : order) {
                rows.send(log.row(at.micros(), 1, 7, null, at.delta(), NO, NO, NO));
            }
            assertThat(last(rows.rowsAt(8_000))).contains("[1, 7, " + expected + ", null, null,");
            rows.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mapCases")
    void lateChangesMergeToTheSame(String rule, String expected, List<At> deltas) throws Exception {
        changelog.send(log.row(4 * S, 1, 7, 0, NO, NO, NO, NO));
        List<String> sent = new ArrayList<>(changelog.rowsAt(20_000));
        for (At at : reversed(deltas)) {
            changelog.send(log.row(at.micros(), 1, 7, null, at.delta(), NO, NO, NO));
            sent.addAll(changelog.rowsAt(20_000 + sent.size() + 10));
            changelog.restart(2);
        }
        sent.addAll(changelog.rowsAt(30_000));
        assertThat(last(sent)).contains("[1, 7, " + expected + ", null, null,");
    }

    @Test
    void setHasItsElementsInTheirOrder() throws Exception {
        changelog.send(
                log.row(1 * S, 1, 7, null, NO, added(element(text("b"), 0)), NO, NO),
                log.row(2 * S, 1, 7, null, NO, added(element(text("a"), 0)), NO, NO),
                log.row(3 * S, 1, 7, null, NO, removed(text("b")), NO, NO));
        assertThat(changelog.rowsAt(3_000))
                .containsExactly(
                        "1000 +I[1, 7, null, [b], null, null] write",
                        "2000 -U[1, 7, null, [b], null, null] write",
                        "2000 +U[1, 7, null, [a, b], null, null] write",
                        "3000 -U[1, 7, null, [a, b], null, null] write",
                        "3000 +U[1, 7, null, [a], null, null] write");
    }

    @Test
    void listIsInTheOrderOfItsKeysWhereverElementsAreAdded() throws Exception {
        long low = 0x8080808080808080L;
        changelog.send(
                log.row(5 * S, 1, 7, null, NO, NO, added(element(listKey(500, 1), 2, 0)), NO),
                // Prepended: a key before all others. Of one time the low half decides, signed.
                log.row(6 * S, 1, 7, null, NO, NO, added(element(listKey(400, 1), 1, 0)), NO),
                log.row(7 * S, 1, 7, null, NO, NO, added(element(listKey(500, low), 9, 0)), NO),
                log.row(8 * S, 1, 7, null, NO, NO, removed(listKey(400, 1)), NO));
        assertThat(changelog.rowsAt(8_000))
                .contains(
                        "5000 +I[1, 7, null, null, [2], null] write",
                        "6000 +U[1, 7, null, null, [1, 2], null] write",
                        "7000 +U[1, 7, null, null, [1, 9, 2], null] write",
                        "8000 +U[1, 7, null, null, [9, 2], null] write");
    }

    @Test
    void fieldsOfAUserDefinedTypeAreMergedOneByOne() throws Exception {
        changelog.send(
                log.row(1 * S, 1, 7, null, NO, NO, NO, cleared(element(field(0), 4, 0))),
                log.row(2 * S, 1, 7, null, NO, NO, NO, added(element(field(1), 5, 0))),
                log.row(3 * S, 1, 7, null, NO, NO, NO, removed(field(0))),
                log.row(4 * S, 1, 7, null, NO, NO, NO, removed(field(1))));
        assertThat(changelog.rowsAt(4_000))
                .containsExactly(
                        "1000 +I[1, 7, null, null, null, (4, null)] write",
                        "2000 -U[1, 7, null, null, null, (4, null)] write",
                        "2000 +U[1, 7, null, null, null, (4, 5)] write",
                        "3000 -U[1, 7, null, null, null, (4, 5)] write",
                        "3000 +U[1, 7, null, null, null, (null, 5)] write",
                        "4000 -D[1, 7, null, null, null, (null, 5)] delete");
    }

    @Test
    void aFieldThatTheSchemaDoesNotHaveYetKeepsTheValueAlive() throws Exception {
        changelog.send(log.row(1 * S, 1, 7, null, NO, NO, NO, added(element(field(2), 5, 0))));
        assertThat(changelog.rowsAt(1_000))
                .containsExactly("1000 +I[1, 7, null, null, null, (null, null)] write");
    }

    @Test
    void elementsExpireOneByOneAndTheRowWithTheLast() throws Exception {
        changelog.send(
                log.row(
                        1 * S,
                        1,
                        7,
                        null,
                        added(element(integer(1), 10, 4), element(integer(2), 20, 9)),
                        added(element(text("x"), 4)),
                        NO,
                        NO));
        assertThat(changelog.rowsAt(4_999)).hasSize(1);
        changelog.restart(2);
        assertThat(changelog.rowsAt(20_000))
                .containsExactly(
                        "5000 -U[1, 7, {1=10, 2=20}, [x], null, null] expiry",
                        "5000 +U[1, 7, {2=20}, null, null, null] expiry",
                        "10000 -D[1, 7, {2=20}, null, null, null] expiry");
    }

    @Test
    void anElementThatHasExpiredStillBeatsOlderOnes() throws Exception {
        changelog.send(
                log.row(1 * S, 1, 7, 0, NO, NO, NO, NO),
                log.row(3 * S, 1, 7, null, added(element(integer(1), 10, 4)), NO, NO, NO));
        changelog.rowsAt(9_000);
        changelog.send(log.row(2 * S, 1, 7, null, put(1, 99), NO, NO, NO));
        assertThat(changelog.rowsAt(10_000)).isEmpty();
    }

    @Test
    void deletesOfTheRowCoverElementsUpToTheirTime() throws Exception {
        changelog.send(
                log.row(1 * S, 1, 7, null, put(1, 10), NO, NO, NO),
                log.row(2 * S, 1, 7, null, put(2, 20), NO, NO, NO),
                log.row(3 * S, 1, 7, null, put(3, 30), NO, NO, NO));
        changelog.rowsAt(3_000);
        List<Change> deletes =
                List.of(
                        log.rowDelete(1 * S, 1, 7),
                        log.rangeDelete(2 * S, 1, 0, 9),
                        log.partitionDelete(3 * S, 1));
        changelog.send(deletes.get(0));
        assertThat(changelog.rowsAt(4_000))
                .contains("3001 +U[1, 7, {2=20, 3=30}, null, null, null] late");
        changelog.send(deletes.get(1));
        assertThat(changelog.rowsAt(5_000))
                .contains("4001 +U[1, 7, {3=30}, null, null, null] late");
        changelog.send(deletes.get(2));
        assertThat(changelog.rowsAt(6_000))
                .containsExactly("5001 -D[1, 7, {3=30}, null, null, null] late");
        changelog.send(log.row(2 * S, 1, 7, null, cleared(element(integer(1), 1, 0)), NO, NO, NO));
        assertThat(changelog.rowsAt(7_000)).isEmpty();
    }

    @Test
    void nothingIsLeftInStateOfWhatIsDead() throws Exception {
        changelog.send(
                log.row(1 * S, 1, 7, null, put(1, 10), NO, NO, NO),
                log.row(2 * S, 1, 7, null, cleared(), NO, NO, added(element(field(0), 1, 1))));
        changelog.rowsAt(62_000);
        assertThat(changelog.stateEntries()).isPositive();
        changelog.rowsAt(62_001);
        assertThat(changelog.stateEntries()).isZero();
        assertThat(changelog.timers()).isZero();
    }

    @Test
    void columnThatIsWrittenAsAWholeStopsTheJob() throws Exception {
        changelog.send(log.row(1 * S, 1, 7, null, Log.written(1), NO, NO, NO));
        assertThatThrownBy(() -> changelog.rowsAt(1_000))
                .hasStackTraceContaining(
                        "ks.t: column 'm' was changed as a whole (expected: by elements)");
    }

    private static Arguments map(String rule, String expected, At... deltas) {
        return Arguments.of(rule, expected, List.of(deltas));
    }

    private static At at(long second, ColumnDelta delta) {
        return new At(second * S, delta);
    }

    private static ColumnDelta put(int key, int value) {
        return added(element(integer(key), value, 0));
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    private static String last(List<String> rows) {
        return rows.get(rows.size() - 1);
    }

    private static CqlType point() {
        return new CqlType.UserDefined(
                "point",
                List.of(
                        new CqlType.UserDefined.Field("x", INT),
                        new CqlType.UserDefined.Field("y", INT)),
                false);
    }
}
