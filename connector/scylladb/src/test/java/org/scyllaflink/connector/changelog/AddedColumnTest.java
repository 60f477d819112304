/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.connector.changelog.Log.written;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;

/** A job that goes on with its state after its table was altered. Times in microseconds. */
class AddedColumnTest {

    private static final long S = 1_000_000;
    private static final ColumnDelta NO = ColumnDelta.UNTOUCHED;
    private static final Column P = Column.partitionKey("p", CqlType.Native.INT);
    private static final Column C =
            Column.clustering("c", CqlType.Native.INT, Column.Order.ASCENDING);
    private static final Column A = Column.regular("a", CqlType.Native.INT);
    private static final Column AA = Column.regular("aa", CqlType.Native.INT);
    private static final Column B = Column.regular("b", CqlType.Native.INT);
    private static final Column STATIC = Column.fixed("s", CqlType.Native.INT);

    private final Log before = new Log(P, C, A, B);
    private ChangelogRows changelog;

    @BeforeEach
    void open() throws Exception {
        changelog = new ChangelogRows(RowLayout.of(before.schema()));
    }

    @AfterEach
    void close() throws Exception {
        changelog.close();
    }

    @Test
    void rowsInStateGoOnWithTheNewColumns() throws Exception {
        changelog.send(before.row(1 * S, 1, 7, 0, written(1), written(2)));
        changelog.send(before.row(1 * S, 1, 8, 0, written(3, 60), written(4)));
        changelog.rowsAt(1_000);
        Log after = new Log(P, C, STATIC, A, AA, B);
        changelog.restart(RowLayout.of(after.schema()));
        changelog.send(after.row(2 * S, 1, 7, null, NO, NO, written(9), NO));
        assertThat(changelog.rowsAt(2_000))
                .containsExactly(
                        "2000 -U[1, 7, null, 1, null, 2] write",
                        "2000 +U[1, 7, null, 1, 9, 2] write");
        changelog.send(after.statics(3 * S, 1, written(5), NO, NO, NO));
        assertThat(changelog.rowsAt(3_000))
                .containsExactlyInAnyOrder(
                        "3000 -U[1, 7, null, 1, 9, 2] write",
                        "3000 +U[1, 7, 5, 1, 9, 2] write",
                        "3000 -U[1, 8, null, 3, null, 4] write",
                        "3000 +U[1, 8, 5, 3, null, 4] write");
        changelog.restart(2);
        assertThat(changelog.rowsAt(61_000))
                .containsExactly(
                        "61000 -U[1, 8, 5, 3, null, 4] expiry",
                        "61000 +U[1, 8, 5, null, null, 4] expiry");
    }

    @Test
    void changesThatWaitedInStateAreMergedIntoTheNewColumns() throws Exception {
        changelog.send(before.row(5 * S, 1, 7, 0, written(1), written(2)));
        changelog.rowsAt(1_000);
        changelog.restart(RowLayout.of(new Log(P, C, A, AA, B).schema()));
        assertThat(changelog.rowsAt(5_000)).containsExactly("5000 +I[1, 7, 1, null, 2] write");
    }

    @Test
    void columnsMayBeAddedAgainAndAgain() throws Exception {
        for (int c = 0; c < 3; c++) {
            changelog.send(before.row(1 * S, 1, c, 0, written(1), written(2)));
        }
        changelog.rowsAt(1_000);
        Log second = new Log(P, C, A, AA, B);
        changelog.restart(RowLayout.of(second.schema()));
        changelog.send(second.row(2 * S, 1, 1, null, NO, written(9), NO));
        changelog.rowsAt(2_000);
        Log third = new Log(P, C, A, AA, Column.regular("ab", CqlType.Native.INT), B);
        changelog.restart(RowLayout.of(third.schema()));
        changelog.send(third.partitionDelete(3 * S, 1));
        assertThat(changelog.rowsAt(3_000))
                .containsExactlyInAnyOrder(
                        "3000 -D[1, 0, 1, null, null, 2] delete",
                        "3000 -D[1, 1, 1, 9, null, 2] delete",
                        "3000 -D[1, 2, 1, null, null, 2] delete");
    }

    @Test
    void droppedColumnIsRefusedByName() throws Exception {
        changelog.send(before.row(1 * S, 1, 7, 0, written(1), written(2)));
        changelog.rowsAt(1_000);
        assertThatThrownBy(() -> changelog.restart(RowLayout.of(new Log(P, C, A).schema())))
                .hasStackTraceContaining("ks.t: column 'b' was dropped or renamed meanwhile");
    }

    @Test
    void valuesThatWereNotKeptCannotBeHadLater() throws Exception {
        ChangelogRows fewer =
                new ChangelogRows(RowLayout.of(before.schema(), List.of("p", "c", "a")));
        fewer.send(before.row(1 * S, 1, 7, 0, written(1), written(2)));
        fewer.rowsAt(1_000);
        assertThatThrownBy(() -> fewer.restart(RowLayout.of(before.schema())))
                .hasStackTraceContaining(
                        "ks.t: the job's state holds no values of column 'b' (expected: of all"
                                + " columns that are read now; it holds those of [p, c, a]");
        fewer.close();
    }

    @Test
    void aJobMayGoOnWithFewerWantedColumns() throws Exception {
        changelog.send(before.row(1 * S, 1, 7, null, written(1), written(2, 9)));
        changelog.rowsAt(1_000);
        changelog.restart(RowLayout.of(before.schema(), List.of("c", "b")));
        changelog.send(before.row(2 * S, 1, 7, null, ColumnDelta.DELETED, NO));
        assertThat(changelog.rowsAt(20_000)).containsExactly("10000 -D[7, 2] expiry");
    }
}
