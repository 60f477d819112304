/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.testkit.ScyllaDbServer;

/** The source in a cluster, reading from a server of its own. */
@Timeout(300)
class ScyllaCdcSourceITCase {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(2)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final Duration LEAD = Duration.ofSeconds(4);

    private final long seed = ThreadLocalRandom.current().nextLong();

    @TempDir private Path folder;
    private String run;

    @BeforeEach
    void nameTheRun(TestInfo test) {
        System.out.println("seed " + seed);
        run = test.getDisplayName() + seed;
        FailingNowAndThen.allow(0);
    }

    @Test
    void countsEachChangeOnceThroughFailuresAndAGenerationSwitch() throws Exception {
        try (ScyllaDbServer server =
                        ScyllaDbServer.start(folder, "--vnodes", "6", "--shards", "2");
                NumbersTable table = new NumbersTable(server, "failures", seed)) {
            table.write(200);
            JobClient job = start(server, table, 2);
            FailingNowAndThen.allow(8);
            table.write(500);
            Instant change = table.announceGeneration(LEAD, 4, 3);
            table.writeUntil(change.plusMillis(1_500));
            table.write(100);
            awaitAllCounted(table);
            job.cancel().get();
            assertThat(FailingNowAndThen.left()).as("failures left").isLessThan(8);
        }
    }

    @Test
    void goesOnWhenTheServerIsKilledAndComesBack() throws Exception {
        try (ScyllaDbServer server =
                        ScyllaDbServer.start(folder, "--vnodes", "4", "--shards", "2");
                NumbersTable table = new NumbersTable(server, "kills", seed)) {
            table.write(300);
            JobClient job = start(server, table, 2);
            table.write(300);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !CountingNumbers.counted(run).isEmpty());
            server.process().kill();
            server.process().restart();
            await().atMost(Duration.ofSeconds(60)).until(table::answers);
            table.write(300);
            awaitAllCounted(table);
            job.cancel().get();
        }
    }

    @Test
    void readersWithoutASplitDoNotHoldTheWatermark() throws Exception {
        try (ScyllaDbServer server =
                        ScyllaDbServer.start(folder, "--vnodes", "2", "--shards", "1");
                NumbersTable table = new NumbersTable(server, "idle", seed)) {
            JobClient job = start(server, table, 4);
            table.write(200);
            awaitAllCounted(table);

            Instant more = table.announceGeneration(LEAD, 6, 2);
            table.writeUntil(more.plusMillis(500));
            awaitAllCounted(table);

            Instant fewer = table.announceGeneration(LEAD, 2, 1);
            table.writeUntil(fewer.plusMillis(500));
            awaitAllCounted(table);
            job.cancel().get();
        }
    }

    @Test
    void readsWhatWasWrittenBeforeTheJobAndEnds() throws Exception {
        try (ScyllaDbServer server =
                        ScyllaDbServer.start(folder, "--vnodes", "4", "--shards", "2");
                NumbersTable table = new NumbersTable(server, "bounded", seed)) {
            table.write(500);
            List<Tuple2<Integer, Integer>> read =
                    environment(4)
                            .fromSource(
                                    source(server, table.name()).untilNow().build(),
                                    WatermarkStrategy.noWatermarks(),
                                    "numbers")
                            .executeAndCollect(10_000);
            assertThat(read).hasSize(500).doesNotHaveDuplicates();
            Map<Integer, Integer> byKey = new HashMap<>();
            read.forEach(row -> byKey.merge(row.f0, 1, Integer::sum));
            assertThat(byKey).isEqualTo(table.written());
        }
    }

    @Test
    void namesATableThatIsNotThere() {
        try (ScyllaDbServer server = ScyllaDbServer.start(folder)) {
            StreamExecutionEnvironment environment = environment(1);
            environment.configure(
                    new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
            environment
                    .fromSource(
                            source(server, "nowhere.numbers").build(),
                            WatermarkStrategy.noWatermarks(),
                            "numbers")
                    .sinkTo(new DiscardingSink<>());
            assertThatThrownBy(environment::execute).hasStackTraceContaining("nowhere.numbers");
        }
    }

    private JobClient start(ScyllaDbServer server, NumbersTable table, int parallelism)
            throws Exception {
        StreamExecutionEnvironment environment = environment(parallelism);
        environment
                .fromSource(
                        source(server, table.name()).build(),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .map(new FailingNowAndThen())
                .returns(new Numbers().getProducedType())
                .keyBy(row -> row.f0)
                .process(new CountingNumbers(run))
                .returns(new Numbers().getProducedType())
                .sinkTo(new DiscardingSink<>());
        return environment.executeAsync();
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        Configuration configuration =
                new Configuration()
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200))
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                                Integer.MAX_VALUE)
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                Duration.ofMillis(200));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.configure(configuration);
        environment.setParallelism(parallelism);
        return environment;
    }

    /** A generation is announced long before readers may read up to it. */
    private static ScyllaCdcSourceBuilder<Tuple2<Integer, Integer>> source(
            ScyllaDbServer server, String table) {
        return ScyllaCdcSource.<Tuple2<Integer, Integer>>builder()
                .connection(ScyllaConnection.to(server.contactPoint()))
                .table(table)
                .deserializer(new Numbers())
                .startingPoint(StartingPoint.earliest())
                .confidenceWindow(Duration.ofSeconds(2))
                .windows(Duration.ofMillis(200), Duration.ofMinutes(1))
                .discovery(Duration.ofMillis(500), LEAD.minusMillis(1_500));
    }

    private void awaitAllCounted(NumbersTable table) {
        await().alias(run)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> {
                            assertThat(CountingNumbers.faults(run)).isEmpty();
                            assertThat(CountingNumbers.counted(run)).isEqualTo(table.written());
                        });
    }
}
