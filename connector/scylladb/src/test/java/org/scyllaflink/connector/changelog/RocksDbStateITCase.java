/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scyllaflink.connector.changelog.Log.added;
import static org.scyllaflink.connector.changelog.Log.element;
import static org.scyllaflink.connector.changelog.Log.integer;
import static org.scyllaflink.connector.changelog.Log.written;

import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;

/** What RocksDB does otherwise than the heap: rows in state are bytes, and iterated over. */
class RocksDbStateITCase {

    private static final long S = 1_000_000;
    private static final ColumnDelta NO = ColumnDelta.UNTOUCHED;
    private static final CqlType INT = CqlType.Native.INT;
    private static final Column P = Column.partitionKey("p", INT);
    private static final Column C = Column.clustering("c", INT, Column.Order.ASCENDING);
    private static final Column STATIC = Column.fixed("s", INT);
    private static final Column A = Column.regular("a", INT);
    private static final Column MAP = Column.regular("m", new CqlType.MapOf(INT, INT, false));

    @Test
    void stateGoesOnWithMoreColumns() throws Exception {
        Log before = new Log(P, C, STATIC, MAP);
        ChangelogRows changelog =
                new ChangelogRows(RowLayout.of(before.schema()), new EmbeddedRocksDBStateBackend());
        changelog.send(
                before.statics(1 * S, 1, written(5, 9), NO),
                before.row(1 * S, 1, 7, null, NO, added(element(integer(1), 10, 0))),
                before.row(1 * S, 1, 8, null, NO, added(element(integer(2), 20, 0))),
                before.row(3 * S, 1, 7, null, NO, added(element(integer(3), 30, 0))));
        assertThat(changelog.rowsAt(1_000)).hasSize(2);

        Log after = new Log(P, C, STATIC, A, MAP);
        changelog.restart(RowLayout.of(after.schema()));
        changelog.send(after.row(2 * S, 1, 8, null, NO, written(1), NO));
        assertThat(changelog.rowsAt(20_000))
                .containsExactlyInAnyOrder(
                        "2000 -U[1, 8, 5, null, {2=20}] write",
                        "2000 +U[1, 8, 5, 1, {2=20}] write",
                        "3000 -U[1, 7, 5, null, {1=10}] write",
                        "3000 +U[1, 7, 5, null, {1=10, 3=30}] write",
                        "10000 -U[1, 7, 5, null, {1=10, 3=30}] expiry",
                        "10000 +U[1, 7, null, null, {1=10, 3=30}] expiry",
                        "10000 -U[1, 8, 5, 1, {2=20}] expiry",
                        "10000 +U[1, 8, null, 1, {2=20}] expiry");
        changelog.close();
    }
}
