/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.SnapshotRow;

/** Rows that a read of the table has found, merged with what the log says. Times in seconds. */
class ReadRowsTest {

    private static final long S = 1_000_000;
    private static final ColumnDelta NO = ColumnDelta.UNTOUCHED;
    private static final CqlType INT = CqlType.Native.INT;

    private final Log log =
            new Log(
                    Column.partitionKey("p", INT),
                    Column.clustering("c", INT, Column.Order.ASCENDING),
                    Column.regular("a", INT),
                    Column.regular("m", new CqlType.MapOf(INT, INT, false)));
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
    void aRowIsSentWhenItComesJustBeforeTheTimeThatTheLogIsReadFrom() throws Exception {
        changelog.send(log.read(10 * S, 1, 7, cell(0, 5, 4 * S, 0)));
        assertThat(changelog.rows()).containsExactly("9999 +I[1, 7, 5, null] read");
        assertThat(changelog.rowsAt(20_000)).isEmpty();
    }

    @Test
    void changesThatTheReadHasSeenChangeNothing() throws Exception {
        changelog.send(log.row(11 * S, 1, 7, null, written(5, 0), NO));
        changelog.send(log.row(10 * S, 1, 7, null, written(4, 0), NO));
        changelog.send(log.read(10 * S, 1, 7, cell(0, 5, 11 * S, 0)));
        assertThat(changelog.rowsAt(20_000)).containsExactly("9999 +I[1, 7, 5, null] read");
    }

    @Test
    void changesSinceTheReadAreMerged() throws Exception {
        changelog.send(log.read(10 * S, 1, 7, cell(0, 5, 4 * S, 0), cell(1, 1, 10, 4 * S, 0)));
        changelog.send(
                log.row(11 * S, 1, 7, null, NO, Log.added(Log.element(Log.integer(2), 20, 0))));
        assertThat(changelog.rowsAt(20_000))
                .containsExactly(
                        "9999 +I[1, 7, 5, {1=10}] read",
                        "11000 -U[1, 7, 5, {1=10}] write",
                        "11000 +U[1, 7, 5, {1=10, 2=20}] write");
    }

    @Test
    void cellsExpireAtTheTimeThatTheServerTells() throws Exception {
        changelog.send(log.read(10 * S, 1, 7, cell(0, 5, 4 * S, 15)));
        assertThat(changelog.rowsAt(20_000))
                .containsExactly("9999 +I[1, 7, 5, null] read", "15000 -D[1, 7, 5, null] expiry");
    }

    @Test
    void ofACellThatBothTellOfTheLogTellsTheExpiry() throws Exception {
        changelog.send(log.row(11 * S, 1, 7, null, written(5, 7), NO));
        changelog.send(log.read(10 * S, 1, 7, cell(0, 5, 11 * S, 19)));
        assertThat(changelog.rowsAt(30_000))
                .containsExactly("9999 +I[1, 7, 5, null] read", "18000 -D[1, 7, 5, null] expiry");
    }

    @Test
    void aRowWithoutCellsHasAMarker() throws Exception {
        changelog.send(log.read(10 * S, 1, 7));
        changelog.send(log.row(11 * S, 1, 7, null, written(5, 1), NO));
        assertThat(changelog.rowsAt(20_000))
                .containsExactly(
                        "9999 +I[1, 7, null, null] read",
                        "11000 -U[1, 7, null, null] write",
                        "11000 +U[1, 7, 5, null] write",
                        "12000 -U[1, 7, 5, null] expiry",
                        "12000 +U[1, 7, null, null] expiry");
    }

    @Test
    void aDeleteOfTheTimeThatTheLogIsReadFromCoversAllThatWasRead() throws Exception {
        changelog.send(log.read(10 * S, 1, 7, cell(1, 1, 10, 10 * S - 1, 0)));
        changelog.send(log.row(10 * S, 1, 7, null, NO, Log.cleared()));
        assertThat(changelog.rowsAt(20_000))
                .containsExactly(
                        "9999 +I[1, 7, null, {1=10}] read", "10000 -D[1, 7, null, {1=10}] delete");
    }

    @Test
    void aReadBehindTheWatermarkGoesOutAfterIt() throws Exception {
        changelog.rowsAt(12_000);
        changelog.send(log.read(10 * S, 1, 7, cell(0, 5, 4 * S, 0)));
        assertThat(changelog.rows()).containsExactly("12001 +I[1, 7, 5, null] read");
    }

    @Test
    void aReadMissesNothingThatIsInStateAlready() throws Exception {
        changelog.send(log.row(3 * S, 1, 7, 0, written(3, 0), NO));
        changelog.rowsAt(4_000);
        changelog.send(log.read(10 * S, 1, 7, cell(0, 5, 4 * S, 0)));
        assertThat(changelog.rows())
                .containsExactly("9999 -U[1, 7, 3, null] read", "9999 +U[1, 7, 5, null] read");
        changelog.restart(1);
        changelog.send(log.row(11 * S, 1, 7, null, ColumnDelta.DELETED, NO));
        assertThat(changelog.rowsAt(20_000))
                .containsExactly(
                        "11000 -U[1, 7, 5, null] write", "11000 +U[1, 7, null, null] write");
    }

    private static ColumnDelta written(int value, int ttlSeconds) {
        return new ColumnDelta.Written(Log.integer(value), ttlSeconds);
    }

    private static SnapshotRow.Cell cell(int ordinal, int value, long micros, long expirySecond) {
        return new SnapshotRow.Cell(ordinal, null, Log.integer(value), micros, expirySecond);
    }

    private static SnapshotRow.Cell cell(
            int ordinal, int key, int value, long micros, long expirySecond) {
        CqlValue element = Log.integer(key);
        return new SnapshotRow.Cell(ordinal, element, Log.integer(value), micros, expirySecond);
    }
}
