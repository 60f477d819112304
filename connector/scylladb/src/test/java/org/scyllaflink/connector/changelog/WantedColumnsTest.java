/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scyllaflink.connector.changelog.Log.added;
import static org.scyllaflink.connector.changelog.Log.cleared;
import static org.scyllaflink.connector.changelog.Log.element;
import static org.scyllaflink.connector.changelog.Log.integer;
import static org.scyllaflink.connector.changelog.Log.removed;
import static org.scyllaflink.connector.changelog.Log.written;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;

/** Rows of some columns live and die as those of all do. Times in microseconds. */
class WantedColumnsTest {

    private static final long S = 1_000_000;
    private static final ColumnDelta NO = ColumnDelta.UNTOUCHED;
    private static final CqlType INT = CqlType.Native.INT;

    /** As the source reads a column that is not wanted. */
    private static final CqlValue NO_BYTES = CqlValue.wrap(new byte[0]);

    private final Log log =
            new Log(
                    Column.partitionKey("p", INT),
                    Column.clustering("c", INT, Column.Order.ASCENDING),
                    Column.regular("a", INT),
                    Column.regular("b", INT),
                    Column.regular("m", new CqlType.MapOf(INT, INT, false)));
    private ChangelogRows changelog;

    @BeforeEach
    void open() throws Exception {
        changelog = new ChangelogRows(RowLayout.of(log.schema(), List.of("a", "p")));
    }

    @AfterEach
    void close() throws Exception {
        changelog.close();
    }

    @Test
    void aRowLivesByWhatIsNotShown() throws Exception {
        changelog.send(
                log.row(1 * S, 1, 7, null, NO, new ColumnDelta.Written(NO_BYTES, 0), NO),
                log.row(2 * S, 1, 7, null, written(5), NO, NO),
                log.row(3 * S, 1, 7, null, ColumnDelta.DELETED, NO, NO));
        changelog.restart(1);
        changelog.send(log.row(4 * S, 1, 7, null, NO, ColumnDelta.DELETED, NO));
        assertThat(changelog.rowsAt(4_000))
                .containsExactly(
                        "1000 +I[1, null] write",
                        "2000 -U[1, null] write",
                        "2000 +U[1, 5] write",
                        "3000 -U[1, 5] write",
                        "3000 +U[1, null] write",
                        "4000 -D[1, null] delete");
    }

    @Test
    void changesOfWhatIsNotShownSendNothing() throws Exception {
        changelog.send(
                log.row(1 * S, 1, 7, null, written(5), NO, NO),
                log.row(2 * S, 1, 7, null, NO, new ColumnDelta.Written(NO_BYTES, 0), NO),
                log.row(3 * S, 1, 7, null, NO, NO, added(element(integer(1), 1, 3))));
        changelog.rowsAt(1_000);
        changelog.restart(1);
        assertThat(changelog.rowsAt(20_000)).isEmpty();
    }

    @Test
    void aRowDiesWithTheLastOfItsCellsShownOrNot() throws Exception {
        changelog.send(
                log.row(1 * S, 1, 7, null, written(5, 2), NO, NO),
                log.row(1 * S, 1, 7, null, NO, new ColumnDelta.Written(NO_BYTES, 4), NO),
                log.row(1 * S, 1, 7, null, NO, NO, added(element(integer(1), 1, 6))));
        changelog.rowsAt(1_000);
        changelog.restart(1);
        assertThat(changelog.rowsAt(20_000))
                .containsExactly(
                        "3000 -U[1, 5] expiry",
                        "3000 +U[1, null] expiry",
                        "7000 -D[1, null] expiry");
    }

    @Test
    void elementsThatAreNotShownAreMergedAllTheSame() throws Exception {
        changelog.send(
                log.row(1 * S, 1, 7, null, NO, NO, cleared(element(integer(1), 1, 0))),
                log.row(2 * S, 1, 7, null, NO, NO, added(element(integer(2), 1, 0))));
        changelog.rowsAt(2_000);
        changelog.restart(1);
        changelog.send(log.row(3 * S, 1, 7, null, NO, NO, removed(integer(1))));
        assertThat(changelog.rowsAt(3_000)).isEmpty();
        changelog.send(log.row(4 * S, 1, 7, null, NO, NO, removed(integer(2))));
        assertThat(changelog.rowsAt(4_000)).containsExactly("4000 -D[1, null] delete");
    }
}
