/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scyllaflink.connector.changelog.Log.element;
import static org.scyllaflink.connector.changelog.Log.integer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;

/**
 * Of two writes of one thing, be it a cell, an element, a static column or a marker, the same one
 * wins, whichever comes first, in one step or late. Times in seconds.
 */
class TieRulesTest {

    private static final long S = 1_000_000;
    private static final ColumnDelta NO = ColumnDelta.UNTOUCHED;
    private static final CqlType INT = CqlType.Native.INT;

    private final Log log =
            new Log(
                    Column.partitionKey("p", INT),
                    Column.clustering("c", INT, Column.Order.ASCENDING),
                    Column.fixed("s", INT),
                    Column.regular("a", INT),
                    Column.regular("m", new CqlType.MapOf(INT, INT, false)));

    /** What is written twice. */
    enum Place {
        CELL,
        ELEMENT,
        STATIC,
        MARKER
    }

    /**
     * One write.
     *
     * @param value null for a delete
     */
    private record Put(long second, @Nullable Integer value, int ttlSeconds) {}

    static List<Arguments> rules() {
        List<Arguments> rules = new ArrayList<>();
        for (Place place : Place.values()) {
            boolean hasValue = place != Place.MARKER;
            rules.add(rule(place, "the later write", new Put(6, 1, 0), new Put(5, 9, 50)));
            rules.add(rule(place, "the later delete", new Put(6, null, 0), new Put(5, 9, 0)));
            rules.add(rule(place, "a write over an older delete", put(6, 1), new Put(5, null, 0)));
            rules.add(rule(place, "a delete", new Put(5, null, 0), put(5, 9)));
            rules.add(rule(place, "a delete over TTL", new Put(5, null, 0), new Put(5, 9, 50)));
            rules.add(rule(place, "TTL over none", new Put(5, 1, 50), put(5, hasValue ? 9 : 1)));
            rules.add(rule(place, "the later expiry", new Put(5, 1, 60), new Put(5, 9, 50)));
            if (hasValue) {
                rules.add(rule(place, "the greater value", put(5, 9), put(5, 1)));
                rules.add(rule(place, "the greater value, unsigned", put(5, -1), put(5, 1)));
                rules.add(
                        rule(
                                place,
                                "the greater value of equal TTL",
                                new Put(5, 9, 50),
                                new Put(5, 1, 50)));
            }
        }
        return rules;
    }

    /** Each order in a partition of its own. */
    @ParameterizedTest(name = "{0}: {1} wins")
    @MethodSource("rules")
    void theSameWriteWinsInAnyOrder(Place place, String rule, Put winner, Put loser)
            throws Exception {
        ChangelogRows changelog = new ChangelogRows(RowLayout.of(log.schema()));
        for (int p = 1; p <= 6 && place != Place.MARKER; p++) {
            changelog.send(log.row(4 * S, p, 7, 0, NO, NO, NO));
        }
        send(changelog, 1, place, winner);
        send(changelog, 2, place, loser);
        send(changelog, 3, place, winner, loser);
        send(changelog, 4, place, loser, winner);
        List<String> rows = new ArrayList<>(changelog.rowsAt(10_000));
        send(changelog, 5, place, winner, loser);
        send(changelog, 6, place, loser);
        rows.addAll(changelog.rowsAt(15_000));
        changelog.restart(1);
        send(changelog, 6, place, winner);
        rows.addAll(changelog.rowsAt(20_000));
        List<String> expiries = changelog.rowsAt(100_000);
        changelog.close();

        String expected = shown(1, rows, expiries);
        assertThat(shown(2, rows, expiries)).isNotEqualTo(expected);
        for (int p = 3; p <= 6; p++) {
            assertThat(shown(p, rows, expiries)).as("partition %d", p).isEqualTo(expected);
        }
    }

    /** The row of a partition at last, and what of it expires when. */
    private static String shown(int p, List<String> rows, List<String> expiries) {
        String shown = "none";
        for (String row : rows) {
            if (row.contains("[" + p + ", ")) {
                shown = row.contains("+") ? row.replaceAll(".*\\[\\d+|\\].*", "") : "none";
            }
        }
        List<String> ends = new ArrayList<>();
        for (String row : expiries) {
            if (row.contains("[" + p + ", ")) {
                ends.add(row.replace("[" + p + ", ", "["));
            }
        }
        return shown + " then " + ends;
    }

    private void send(ChangelogRows changelog, int p, Place place, Put... puts) throws Exception {
        for (Put put : puts) {
            changelog.send(change(p, place, put));
        }
    }

    private Change change(int p, Place place, Put put) {
        long micros = put.second() * S;
        boolean isDelete = put.value() == null;
        ColumnDelta cell =
                isDelete ? ColumnDelta.DELETED : Log.written(put.value(), put.ttlSeconds());
        return switch (place) {
            case CELL -> log.row(micros, p, 7, null, NO, cell, NO);
            case STATIC -> log.statics(micros, p, cell, NO, NO);
            case ELEMENT -> {
                ColumnDelta delta =
                        isDelete
                                ? Log.removed(integer(1))
                                : Log.added(element(integer(1), put.value(), put.ttlSeconds()));
                yield log.row(micros, p, 7, null, NO, NO, delta);
            }
            case MARKER ->
                    isDelete
                            ? log.rowDelete(micros, p, 7)
                            : log.row(micros, p, 7, put.ttlSeconds(), NO, NO, NO);
        };
    }

    private static Put put(long second, int value) {
        return new Put(second, value, 0);
    }

    private static Arguments rule(Place place, String rule, Put winner, Put loser) {
        return Arguments.of(place, rule, winner, loser);
    }
}
