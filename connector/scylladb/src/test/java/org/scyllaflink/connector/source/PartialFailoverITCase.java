/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.cql.LogRange;
import org.scyllaflink.connector.source.Scenario.Layout;

/** A job without a shuffle, of which one reader fails and restarts while the other one reads on. */
class PartialFailoverITCase {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final Duration STEP = Duration.ofMillis(2);
    private static final int SWITCH = 600;

    private final String name = UUID.randomUUID().toString();
    private final RegionRows.Run run = RegionRows.run(name);
    private Scenario scenario;
    private JobClient job;

    static Stream<Arguments> subtasks() {
        return Arrays.stream(Layout.values())
                .flatMap(layout -> Stream.of(Arguments.of(layout, 0), Arguments.of(layout, 1)));
    }

    @ParameterizedTest
    @MethodSource("subtasks")
    void losesAndRepeatsNothingWhenAReaderFails(Layout layout, int failing) throws Exception {
        start(layout, failing);
        timeGoesOnUntil(() -> scenario.clock().millis() > at(SWITCH / 2));
        run.fail();
        endAndCheck(failing);
    }

    @ParameterizedTest
    @MethodSource("subtasks")
    void losesAndRepeatsNothingWhenAReaderFailsInAHandOver(Layout layout, int failing)
            throws Exception {
        start(layout, failing);
        scenario.cluster().holdBack(PartialFailoverITCase::isOfFirstOldSplit);
        timeGoesOnUntil(this::readsAhead);
        run.fail();
        timeGoesOnUntil(() -> scenario.clock().millis() > at(SWITCH + 300));
        scenario.cluster().letGo();
        endAndCheck(failing);
    }

    /** Whether the new generation is read while the first split of the old one cannot be. */
    private boolean readsAhead() {
        return run.received().stream()
                .anyMatch(
                        row ->
                                row.change().origin().generationStart().toEpochMilli()
                                        == at(SWITCH));
    }

    private static boolean isOfFirstOldSplit(LogRange range) {
        boolean old = range.generationStart().toEpochMilli() < at(SWITCH);
        return old && (range.stream().token() == 0 || range.stream().token() == 200);
    }

    private static long at(int millis) {
        return Scenario.START.plusMillis(millis).toEpochMilli();
    }

    private void start(Layout layout, int failing) throws Exception {
        scenario = new Scenario(layout, 7, 400, Duration.ofMillis(1_500), SWITCH, 1_200);
        Configuration configuration =
                new Configuration()
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50))
                        .set(JobManagerOptions.EXECUTION_FAILOVER_STRATEGY, "region")
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3)
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                Duration.ofMillis(10));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.configure(configuration);
        environment.setParallelism(2);
        environment
                .fromSource(
                        SharedScenario.source(name, scenario).build(),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .map(new RegionRows(name, failing))
                .returns(ChangeDeserializationSchema.changes().getProducedType())
                .sinkTo(new DiscardingSink<>());
        job = environment.executeAsync();
    }

    private void endAndCheck(int failing) throws Exception {
        timeGoesOnUntil(() -> job.getJobExecutionResult().isDone());
        job.getJobExecutionResult().get(1, TimeUnit.SECONDS);
        assertThat(run.hasFailed()).isTrue();
        assertThat(run.starts()).containsEntry(failing, 2).containsEntry(1 - failing, 1);
        scenario.assertExactlyOnceInOrderOfStreams(
                new Downstream(2, run.received(), Long.MIN_VALUE));
    }

    private void timeGoesOnUntil(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("time").isBefore(deadline);
            scenario.clock().advance(STEP);
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
