/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/** As {@link ChangelogModelTest}, for longer, and in RocksDB. */
class ChangelogModelITCase {

    @Test
    void longRunsOnTheHeapAddUpToTheModel() throws Exception {
        for (int i = 0; i < 20; i++) {
            run(new HashMapStateBackend(), 200);
        }
    }

    @Test
    void rocksDbAddsUpToTheModel() throws Exception {
        run(new EmbeddedRocksDBStateBackend(), 60);
    }

    private static void run(StateBackend backend, int intervals) throws Exception {
        long seed = Long.getLong("seed", ThreadLocalRandom.current().nextLong());
        System.out.println(backend.getClass().getSimpleName() + ": -Dseed=" + seed);
        for (ChangelogModelTest.Table table : ChangelogModelTest.Table.values()) {
            new ChangelogModelRun(table.shape(), backend, seed).go(intervals);
        }
    }
}
