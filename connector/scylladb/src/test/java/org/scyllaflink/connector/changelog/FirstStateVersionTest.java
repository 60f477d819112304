/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.connector.changelog.Log.written;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.apache.flink.util.StateMigrationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.connector.GoldenBytes;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;

/**
 * A snapshot that the operator took when rows had their first format, at second 2, of these
 * statements: at second 1 {@code INSERT (1, 7, 1, 2)}, {@code UPDATE USING TTL 9 SET b = 3} of row
 * 8 and {@code INSERT (1, 9, 1, 2)}, at second 2 deletes of row 9 and of the range from 20 on, and
 * waiting at second 5 {@code UPDATE SET b = 3} of row 7.
 */
class FirstStateVersionTest {

    private static final long S = 1_000_000;
    private static final Column P = Column.partitionKey("p", CqlType.Native.INT);
    private static final Column C =
            Column.clustering("c", CqlType.Native.INT, Column.Order.ASCENDING);
    private static final Column A = Column.regular("a", CqlType.Native.INT);
    private static final Column B = Column.regular("b", CqlType.Native.INT);

    private final Log log = new Log(P, C, A, B);
    @TempDir private Path directory;
    private ChangelogHarness.Snapshot snapshot;

    @BeforeEach
    void read() throws Exception {
        Path file = directory.resolve("snapshot");
        Files.write(file, GoldenBytes.read("full-row-operator-v1"));
        snapshot =
                new ChangelogHarness.Snapshot(
                        OperatorSnapshotUtil.readStateHandle(file.toString()), 1);
    }

    @Test
    void aJobGoesOnFromIt() throws Exception {
        ChangelogRows changelog = new ChangelogRows(RowLayout.of(log.schema()), snapshot);
        changelog.send(
                log.row(2 * S, 1, 9, 0, written(9), ColumnDelta.UNTOUCHED),
                log.row(2 * S, 1, 21, 0, written(9), ColumnDelta.UNTOUCHED));
        assertThat(changelog.rowsAt(5_000))
                .containsExactly("5000 -U[1, 7, 1, 2] write", "5000 +U[1, 7, 1, 3] write");
        changelog.restart(2);
        assertThat(changelog.rowsAt(20_000)).containsExactly("10000 -D[1, 8, null, 3] expiry");
        changelog.close();
    }

    @Test
    void columnsMayBeAddedAfterASnapshotOfTheSecond() throws Exception {
        ChangelogRows changelog = new ChangelogRows(RowLayout.of(log.schema()), snapshot);
        changelog.restart(
                RowLayout.of(
                        new Log(P, C, A, Column.regular("aa", CqlType.Native.INT), B).schema()));
        assertThat(changelog.rowsAt(20_000))
                .containsExactly(
                        "5000 -U[1, 7, 1, null, 2] write",
                        "5000 +U[1, 7, 1, null, 3] write",
                        "10000 -D[1, 8, null, null, 3] expiry");
        changelog.close();
    }

    @Test
    void columnsThatWereAddedInBetweenAreRefused() {
        Log more = new Log(P, C, A, Column.regular("aa", CqlType.Native.INT), B);
        assertThatThrownBy(() -> new ChangelogRows(RowLayout.of(more.schema()), snapshot))
                .hasRootCauseInstanceOf(StateMigrationException.class);
    }
}
