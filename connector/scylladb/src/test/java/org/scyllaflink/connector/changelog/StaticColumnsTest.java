/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scyllaflink.connector.changelog.Log.added;
import static org.scyllaflink.connector.changelog.Log.element;
import static org.scyllaflink.connector.changelog.Log.integer;
import static org.scyllaflink.connector.changelog.Log.text;
import static org.scyllaflink.connector.changelog.Log.written;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.SnapshotRow;

/**
 * Static columns s (int) and g (a set of text), which every row of their partition shows, beside a
 * regular column a. Times in microseconds; one second is {@link #S}.
 */
class StaticColumnsTest {

    private static final long S = 1_000_000;
    private static final ColumnDelta NO = ColumnDelta.UNTOUCHED;
    private static final CqlType INT = CqlType.Native.INT;

    private final Log log =
            new Log(
                    Column.partitionKey("p", INT),
                    Column.clustering("c", INT, Column.Order.ASCENDING),
                    Column.fixed("g", new CqlType.SetOf(CqlType.Native.TEXT, false)),
                    Column.fixed("s", INT),
                    Column.regular("a", INT));
    private ChangelogRows changelog;

    @BeforeEach
    void open() throws Exception {
        changelog = new ChangelogRows(RowLayout.of(log.schema()));
    }

    @AfterEach
    void close() throws Exception {
        changelog.close();
    }

    @Test
    void aPartitionOfStaticsAloneHasNoRow() throws Exception {
        changelog.send(log.statics(1 * S, 1, NO, written(5), NO));
        assertThat(changelog.rowsAt(1_000)).isEmpty();
        changelog.restart(2);
        changelog.send(log.row(2 * S, 1, 7, 0, NO, NO, written(1)));
        assertThat(changelog.rowsAt(2_000)).containsExactly("2000 +I[1, 7, null, 5, 1] write");
    }

    @Test
    void aChangeOfOneIsAChangeOfEachLiveRow() throws Exception {
        changelog.send(
                log.row(1 * S, 1, 7, 0, NO, NO, written(1)),
                log.row(1 * S, 1, 8, 0, NO, NO, written(2)),
                log.row(1 * S, 1, 9, 0, NO, NO, written(3)),
                log.row(1 * S, 2, 7, 0, NO, NO, written(4)),
                log.rowDelete(2 * S, 1, 9));
        changelog.rowsAt(2_000);
        changelog.send(log.statics(3 * S, 1, added(element(text("x"), 0)), written(5), NO));
        assertThat(changelog.rowsAt(3_000))
                .containsExactlyInAnyOrder(
                        "3000 -U[1, 7, null, null, 1] write",
                        "3000 +U[1, 7, [x], 5, 1] write",
                        "3000 -U[1, 8, null, null, 2] write",
                        "3000 +U[1, 8, [x], 5, 2] write");
        changelog.send(log.statics(4 * S, 1, NO, written(5), NO));
        assertThat(changelog.rowsAt(4_000)).isEmpty();
    }

    @Test
    void changesOfRowsAndStaticsOfOneStepAreOneChange() throws Exception {
        changelog.send(
                log.row(1 * S, 1, 6, 0, NO, NO, written(0)),
                log.row(1 * S, 1, 7, 0, NO, NO, written(1)),
                log.row(1 * S, 1, 8, 0, NO, NO, written(2)));
        changelog.rowsAt(1_000);
        changelog.send(
                log.row(2 * S, 1, 7, null, NO, NO, written(11)),
                log.statics(2 * S, 1, NO, written(5), NO),
                log.row(2 * S, 1, 9, 0, NO, NO, written(3)),
                log.rangeDelete(2 * S, 1, 6, 6));
        assertThat(changelog.rowsAt(2_000))
                .containsExactlyInAnyOrder(
                        "2000 -D[1, 6, null, null, 0] delete",
                        "2000 -U[1, 7, null, null, 1] write",
                        "2000 +U[1, 7, null, 5, 11] write",
                        "2000 -U[1, 8, null, null, 2] write",
                        "2000 +U[1, 8, null, 5, 2] write",
                        "2000 +I[1, 9, null, 5, 3] write");
    }

    @Test
    void deletesOfRowsAndRangesDoNotTouchThem() throws Exception {
        changelog.send(
                log.statics(1 * S, 1, NO, written(5), NO),
                log.row(1 * S, 1, 7, 0, NO, NO, written(1)),
                log.row(1 * S, 1, 8, 0, NO, NO, written(2)),
                log.rowDelete(2 * S, 1, 7),
                log.rangeDelete(3 * S, 1, 0, 9));
        changelog.rowsAt(3_000);
        changelog.send(log.row(4 * S, 1, 7, 0, NO, NO, NO));
        assertThat(changelog.rowsAt(4_000)).containsExactly("4000 +I[1, 7, null, 5, null] write");
    }

    @Test
    void aDeleteOfThePartitionTakesThemAndCoversLateOnes() throws Exception {
        changelog.send(
                log.statics(1 * S, 1, NO, written(5), NO),
                log.row(1 * S, 1, 7, 0, NO, NO, written(1)));
        changelog.rowsAt(1_000);
        changelog.send(log.partitionDelete(2 * S, 1), log.partitionDelete(2 * S, 2));
        assertThat(changelog.rowsAt(2_000)).containsExactly("2000 -D[1, 7, null, 5, 1] delete");
        changelog.send(
                log.row(3 * S, 1, 7, 0, NO, NO, written(1)),
                log.row(3 * S, 2, 7, 0, NO, NO, written(1)),
                log.statics(2 * S, 1, NO, written(6), NO),
                log.statics(2 * S, 2, NO, written(6), NO));
        assertThat(changelog.rowsAt(3_000))
                .containsExactlyInAnyOrder(
                        "3000 +I[1, 7, null, null, 1] write", "3000 +I[2, 7, null, null, 1] write");
    }

    @Test
    void theServersDeleteOfAPartitionOnExpiryIsAnExpiry() throws Exception {
        changelog.send(
                log.statics(1 * S, 1, NO, written(5), NO),
                log.row(1 * S, 1, 7, 0, NO, NO, written(1)),
                log.row(1 * S, 1, 8, 0, NO, NO, written(2)),
                log.rowExpiration(2 * S, 1, 8),
                log.partitionExpiration(3 * S, 1));
        assertThat(changelog.rowsAt(3_000))
                .endsWith("2000 -D[1, 8, null, 5, 2] expiry", "3000 -D[1, 7, null, 5, 1] expiry");
    }

    @Test
    void theyExpireInAllRowsAtOnce() throws Exception {
        changelog.send(
                log.statics(1 * S, 1, added(element(text("x"), 9)), written(5, 4), NO),
                log.row(1 * S, 1, 7, 0, NO, NO, written(1)),
                log.row(1 * S, 1, 8, 0, NO, NO, written(2, 4)),
                log.row(1 * S, 1, 9, null, NO, NO, written(3, 3)));
        assertThat(changelog.rowsAt(1_000)).hasSize(3);
        changelog.restart(2);
        List<String> rows = changelog.rowsAt(20_000);
        assertThat(rows.get(0)).isEqualTo("4000 -D[1, 9, [x], 5, 3] expiry");
        assertThat(rows.subList(1, 5))
                .containsExactlyInAnyOrder(
                        "5000 -U[1, 7, [x], 5, 1] expiry",
                        "5000 +U[1, 7, [x], null, 1] expiry",
                        "5000 -U[1, 8, [x], 5, 2] expiry",
                        "5000 +U[1, 8, [x], null, null] expiry");
        assertThat(rows.subList(5, rows.size()))
                .containsExactlyInAnyOrder(
                        "10000 -U[1, 7, [x], null, 1] expiry",
                        "10000 +U[1, 7, null, null, 1] expiry",
                        "10000 -U[1, 8, [x], null, null] expiry",
                        "10000 +U[1, 8, null, null, null] expiry");
    }

    @Test
    void theirExpiriesComeBeforeChangesAfterThem() throws Exception {
        changelog.send(
                log.statics(1 * S, 1, NO, written(5, 4), NO),
                log.row(1 * S, 1, 7, 0, NO, NO, written(1)),
                log.row(1 * S, 1, 8, null, NO, NO, written(2, 3)),
                log.row(6 * S, 1, 7, null, NO, NO, written(3)),
                log.statics(8 * S, 1, NO, written(6), NO));
        assertThat(changelog.rowsAt(9_000))
                .hasSize(9)
                .containsSubsequence(
                        "1000 +I[1, 8, null, 5, 2] write", "4000 -D[1, 8, null, 5, 2] expiry")
                .containsSubsequence(
                        "1000 +I[1, 7, null, 5, 1] write",
                        "5000 -U[1, 7, null, 5, 1] expiry",
                        "5000 +U[1, 7, null, null, 1] expiry",
                        "6000 -U[1, 7, null, null, 1] write",
                        "6000 +U[1, 7, null, null, 3] write",
                        "8000 -U[1, 7, null, null, 3] write",
                        "8000 +U[1, 7, null, 6, 3] write");
    }

    @Test
    void theLaterWriteWinsInWhateverOrderTheyCome() throws Exception {
        changelog.send(
                log.row(1 * S, 1, 7, 0, NO, NO, written(1)),
                log.statics(5 * S, 1, NO, written(5), NO));
        changelog.rowsAt(9_000);
        changelog.send(log.statics(4 * S, 1, added(element(text("x"), 0)), written(4), NO));
        assertThat(changelog.rowsAt(10_000))
                .containsExactly("9001 -U[1, 7, null, 5, 1] late", "9001 +U[1, 7, [x], 5, 1] late");
    }

    @Test
    void aReadSetsThemForTheRowsThatItFinds() throws Exception {
        changelog.send(
                log.readStatics(10 * S, 1, new SnapshotRow.Cell(1, null, integer(5), 4 * S, 12)),
                log.read(10 * S, 1, 7, new SnapshotRow.Cell(2, null, integer(1), 4 * S, 0)));
        assertThat(changelog.rowsAt(20_000))
                .containsExactly(
                        "9999 +I[1, 7, null, 5, 1] read",
                        "12000 -U[1, 7, null, 5, 1] expiry",
                        "12000 +U[1, 7, null, null, 1] expiry");
    }

    @Test
    void rowsThatMayBeThereWithoutValuesAreAskedAfterWhenTheyDieWithThem() throws Exception {
        FakeTableReads table = new FakeTableReads();
        changelog.close();
        changelog =
                new ChangelogRows(RowLayout.of(log.schema()), UnknownRows.inSnapshot(() -> table));
        List<String> expected = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            changelog.send(
                    log.readStatics(
                            10 * S, p, new SnapshotRow.Cell(1, null, integer(5), 4 * S, 12)),
                    log.read(10 * S, p, 7, new SnapshotRow.Cell(2, null, integer(1), 4 * S, 12)),
                    log.read(10 * S, p, 8, new SnapshotRow.Cell(2, null, integer(1), 4 * S, 12)));
            expected.add("12000 -D[" + p + ", 7, null, 5, 1] expiry");
            expected.add("12000 -D[" + p + ", 8, null, 5, 1] expiry");
        }
        assertThat(changelog.rowsAt(11_000)).hasSize(8);
        assertThat(changelog.rowsAt(20_000)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void nothingIsLeftInStateOfWhatIsDead() throws Exception {
        changelog.send(
                log.statics(1 * S, 1, NO, written(5, 1), NO),
                log.statics(1 * S, 2, NO, written(5), NO),
                log.statics(2 * S, 2, NO, ColumnDelta.DELETED, NO));
        changelog.rowsAt(62_000);
        assertThat(changelog.stateEntries()).isPositive();
        changelog.rowsAt(62_001);
        assertThat(changelog.stateEntries()).isZero();
        assertThat(changelog.timers()).isZero();
    }

    @Test
    void rowsThatShowNoneOfThemAreNotSentWhenTheyChange() throws Exception {
        changelog.close();
        changelog = new ChangelogRows(RowLayout.of(log.schema(), List.of("c", "a", "g")));
        changelog.send(
                log.row(1 * S, 1, 7, 0, NO, NO, written(1)),
                log.statics(2 * S, 1, NO, written(5, 9), NO),
                log.statics(3 * S, 1, added(element(text("x"), 0)), NO, NO));
        assertThat(changelog.rowsAt(20_000))
                .containsExactly(
                        "1000 +I[7, null, 1] write",
                        "3000 -U[7, null, 1] write",
                        "3000 +U[7, [x], 1] write");
    }
}
