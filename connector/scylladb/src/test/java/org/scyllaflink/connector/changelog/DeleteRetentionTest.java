/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;

/** Deletes that a job has in its state when it goes on with another retention. */
class DeleteRetentionTest {

    private static final long S = 1_000_000;
    private static final CqlType INT = CqlType.Native.INT;

    private final Log log =
            new Log(
                    Column.partitionKey("p", INT),
                    Column.clustering("c", INT, Column.Order.ASCENDING),
                    Column.fixed("s", INT),
                    Column.regular("a", INT));
    private ChangelogHarness changelog;

    private void goOnWith(long retentionMillis) throws Exception {
        ChangelogHarness.Snapshot snapshot = changelog.snapshot();
        changelog.close();
        changelog = changelog(retentionMillis).restore(snapshot, 1);
    }

    private ChangelogHarness changelog(long retentionMillis) {
        return new ChangelogHarness(log.schema(), retentionMillis, new HashMapStateBackend());
    }

    /** Of a row, of static columns, of a range and of a partition. */
    private void delete() throws Exception {
        for (int p = 1; p < 4; p++) {
            changelog.send(log.row(1 * S, p, 7, 0, Log.written(1), Log.written(1)));
            changelog.send(log.statics(1 * S, p, Log.written(1), Log.written(1)));
        }
        changelog.send(log.rowDelete(2 * S, 1, 7));
        changelog.send(log.rangeDelete(2 * S, 2, 5, 9));
        changelog.send(log.partitionDelete(2 * S, 3));
        for (int p = 1; p < 3; p++) {
            changelog.send(log.statics(2 * S, p, ColumnDelta.DELETED, Log.written(1)));
        }
        changelog.watermark(2_000);
    }

    @AfterEach
    void close() throws Exception {
        changelog.close();
    }

    @Test
    void theyAreKeptForALongerOne() throws Exception {
        changelog = changelog(60_000).open(1);
        delete();
        goOnWith(120_000);
        changelog.watermark(100_000);
        for (int p = 1; p < 4; p++) {
            changelog.send(log.row(1 * S, p, 7, 0, Log.written(1), Log.written(2)));
        }
        changelog.watermark(122_000);
        assertThat(changelog.rows()).isEmpty();
        changelog.watermark(122_001);
        assertThat(changelog.stateEntries()).isZero();
        assertThat(changelog.timers()).isZero();
    }

    @Test
    void theyGoWithAShorterOne() throws Exception {
        changelog = changelog(120_000).open(1);
        delete();
        goOnWith(60_000);
        changelog.watermark(122_001);
        assertThat(changelog.stateEntries()).isZero();
        assertThat(changelog.timers()).isZero();
    }
}
