/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.ReadListKey;
import org.scyllaflink.connector.model.SnapshotRow;

/**
 * Lists that a read has found, and what the log says of their elements by keys that it has not.
 * Times in seconds.
 */
class ReadListsTest {

    private static final long S = 1_000_000;
    private static final CqlType INT = CqlType.Native.INT;

    private final Log log =
            new Log(
                    Column.partitionKey("p", INT),
                    Column.clustering("c", INT, Column.Order.ASCENDING),
                    Column.regular("l", new CqlType.ListOf(INT, false)));
    private ChangelogRows changelog;

    @BeforeEach
    void open() throws Exception {
        changelog = new ChangelogRows(RowLayout.of(log.schema()));
    }

    @AfterEach
    void close() throws Exception {
        changelog.close();
    }

    /** [1, 2, 2, 3], the middle two written at once, at the seconds 4, 5 and 6; read at 10. */
    private void readList() throws Exception {
        changelog.send(
                log.read(
                        10 * S,
                        1,
                        7,
                        cell(4 * S, 0, 1),
                        cell(5 * S, 1, 2),
                        cell(5 * S, 2, 2),
                        cell(6 * S, 3, 3)));
        assertThat(changelog.rows()).containsExactly("9999 +I[1, 7, [1, 2, 2, 3]] read");
    }

    @Test
    void anElementIsRemovedByTheTimeOfItsKey() throws Exception {
        readList();
        changelog.send(log.row(11 * S, 1, 7, null, Log.removed(Log.listKey(6 * S, 99))));
        assertThat(changelog.rowsAt(20_000)).contains("11000 +U[1, 7, [1, 2, 2]] write");
    }

    @Test
    void anElementThatWasOverwrittenIsRemovedByItsTrueKeyAsWell() throws Exception {
        readList();
        CqlValue key = Log.listKey(4 * S, 77);
        changelog.send(log.row(11 * S, 1, 7, null, Log.added(Log.element(key, 9, 0))));
        assertThat(changelog.rowsAt(12_000)).contains("11000 +U[1, 7, [9, 2, 2, 3]] write");
        changelog.send(log.row(13 * S, 1, 7, null, Log.removed(key)));
        assertThat(changelog.rowsAt(20_000)).contains("13000 +U[1, 7, [2, 2, 3]] write");
    }

    @Test
    void elementsAddedLaterFollow() throws Exception {
        readList();
        changelog.send(
                log.row(11 * S, 1, 7, null, Log.added(Log.element(Log.listKey(11 * S, 1), 4, 0))));
        assertThat(changelog.rowsAt(12_000)).contains("11000 +U[1, 7, [1, 2, 2, 3, 4]] write");
    }

    @Test
    void anElementThatCannotBeToldFromAnotherStays() throws Exception {
        readList();
        changelog.send(log.row(11 * S, 1, 7, null, Log.removed(Log.listKey(5 * S, 99))));
        assertThat(changelog.rowsAt(20_000)).isEmpty();

        changelog.send(
                log.row(
                        21 * S,
                        1,
                        7,
                        null,
                        Log.cleared(Log.element(Log.listKey(21 * S, 5), 8, 0))));
        assertThat(changelog.rowsAt(30_000)).contains("21000 +U[1, 7, [8]] write");
    }

    @Test
    void aListWithoutTimesStandsForAllThatTheLogSaysBefore() throws Exception {
        List<SnapshotRow.Cell> cells = new ArrayList<>();
        cells.add(new SnapshotRow.Cell(0, null, null, 15 * S - 1, 0));
        cells.add(cell(15 * S, 0, 1));
        cells.add(cell(15 * S, 1, 4));
        changelog.send(log.read(10 * S, 1, 7, cells.toArray(new SnapshotRow.Cell[0])));
        for (int second : List.of(12, 16)) {
            CqlValue key = Log.listKey(second * S, 3);
            changelog.send(log.row(second * S, 1, 7, null, Log.added(Log.element(key, second, 0))));
        }
        assertThat(changelog.rowsAt(20_000))
                .containsExactly(
                        "9999 +I[1, 7, [1, 4]] read",
                        "16000 -U[1, 7, [1, 4]] write",
                        "16000 +U[1, 7, [1, 4, 16]] write");
    }

    @Test
    void aRowWithNothingButElementsThatComeWithTheLogGoesWithThem() throws Exception {
        FakeTableReads table = new FakeTableReads();
        changelog.close();
        changelog =
                new ChangelogRows(RowLayout.of(log.schema()), UnknownRows.inSnapshot(() -> table));
        SnapshotRow read =
                log.read(10 * S, 1, 7, new SnapshotRow.Cell(0, null, null, 10 * S - 1, 0));
        table.add(read);
        CqlValue key = Log.listKey(11 * S, 99);
        changelog.send(read, log.row(11 * S, 1, 7, null, Log.added(Log.element(key, 4, 0))));
        assertThat(changelog.rowsAt(12_000)).endsWith("11000 +U[1, 7, [4]] write");

        table.removeAll();
        changelog.send(log.row(13 * S, 1, 7, null, Log.removed(key)));
        assertThat(changelog.rowsAt(20_000)).containsExactly("13000 -D[1, 7, [4]] delete");
    }

    private static SnapshotRow.Cell cell(long micros, int place, int value) {
        return new SnapshotRow.Cell(
                0, ReadListKey.of(micros, place), Log.integer(value), micros, 0);
    }
}
