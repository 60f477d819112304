/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;
import org.scyllaflink.testkit.model.SampleTables;
import org.scyllaflink.testkit.model.TableShape;

/**
 * As {@link ChangelogModelTest}, for longer and in RocksDB, and with a server, its log and the
 * source. {@code -Dmodel.seeds=20} makes more runs, {@code -Dseed=…} repeats one.
 */
@ExtendWith(ScyllaDbExtension.class)
class ChangelogModelITCase {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(6)
                            .build());

    private static final int SEEDS = Integer.getInteger("model.seeds", 1);

    private static final List<Function<String, TableShape>> TABLES =
            List.of(
                    SampleTables::rich,
                    SampleTables::descending,
                    SampleTables::flat,
                    SampleTables::oneCellEach);

    @TempDir private Path folder;

    @Test
    void fromTheServersLogRowsAddUpToTheModel(ScyllaDbServer server) throws Exception {
        for (int i = 0; i < SEEDS; i++) {
            long seed = seed();
            System.out.println("with a server: -Dseed=" + seed);
            TableShape shape =
                    TABLES.get(Math.floorMod(seed, TABLES.size()))
                            .apply("changelog_model.t" + Math.abs(seed % 1_000_000) + "_" + i);
            new ServerModelRun(server, shape, seed, folder).go();
        }
    }

    @Test
    void longRunsOnTheHeapAddUpToTheModel() throws Exception {
        for (int i = 0; i < Math.max(2, SEEDS); i++) {
            run(new HashMapStateBackend(), 200);
        }
    }

    @Test
    void rocksDbAddsUpToTheModel() throws Exception {
        for (int i = 0; i < SEEDS; i++) {
            run(new EmbeddedRocksDBStateBackend(), 60);
        }
    }

    @ParameterizedTest
    @EnumSource(ReadModelRun.Start.class)
    void rowsOfBeforeTheLogAddUpToTheTable(ReadModelRun.Start start) throws Exception {
        for (int i = 0; i < SEEDS; i++) {
            long seed = seed();
            System.out.println(start + ": -Dseed=" + seed);
            for (ChangelogModelTest.Table table : ChangelogModelTest.Table.values()) {
                for (boolean elementTimes : new boolean[] {true, false}) {
                    new ReadModelRun(
                                    table.shape(),
                                    new HashMapStateBackend(),
                                    start,
                                    elementTimes,
                                    seed)
                            .go(15);
                }
            }
        }
    }

    private static void run(StateBackend backend, int intervals) throws Exception {
        long seed = seed();
        System.out.println(backend.getClass().getSimpleName() + ": -Dseed=" + seed);
        for (ChangelogModelTest.Table table : ChangelogModelTest.Table.values()) {
            new ChangelogModelRun(table.shape(), backend, seed).go(intervals);
        }
    }

    private static long seed() {
        return Long.getLong("seed", ThreadLocalRandom.current().nextLong());
    }
}
