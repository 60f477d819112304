/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.changelog.FullRowChangelog;
import org.scyllaflink.connector.changelog.UnknownRows;
import org.scyllaflink.connector.cql.BaseTables;
import org.scyllaflink.connector.cql.Consistency;
import org.scyllaflink.connector.cql.ReadSettings;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.cql.ScyllaTableReads;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.source.ChangeDeserializationSchema;
import org.scyllaflink.connector.source.ScyllaCdcSource;
import org.scyllaflink.connector.source.StartingPoint;
import org.scyllaflink.testkit.FaultOrder;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** Snapshot and log together, while the table is written to: the changelog is the table. */
@Timeout(240)
@ExtendWith(ScyllaDbExtension.class)
class SnapshotWithLogITCase {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(2)
                            .setNumberSlotsPerTaskManager(3)
                            .build());

    private static final Duration CONFIDENCE = Duration.ofSeconds(1);

    /** What TTLs of {@link LiveTable} are at most, if they are meant to end in the test. */
    private static final Duration SHORT_TTLS = Duration.ofSeconds(6);

    private final long seed = ThreadLocalRandom.current().nextLong();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theChangelogIsTheTableAfterWritesAndFailures(
            boolean elementTimes, @TempDir Path folder, ScyllaDbServer server) throws Exception {
        System.out.println("SnapshotWithLogITCase: seed " + seed);
        TableName name = new TableName("snapshot_failures_" + elementTimes, "live");
        try (LiveTable table = new LiveTable(server, name, 300, seed, elementTimes)) {
            table.fill(3_000);
            table.enableLog();
            if (!elementTimes) {
                table.session().execute(FaultOrder.refuseElementTimes(name.toString()));
            }
            AtomicBoolean goesOn = new AtomicBoolean(true);
            LastRows.Shown shown = LastRows.begin(name.toString());
            Instant logStart = serverTime(server);
            CompletableFuture<Integer> writes =
                    CompletableFuture.supplyAsync(() -> table.writeWhile(goesOn, 40));
            JobClient job = start(server, name, logStart, JobSettings.of(2, 500, null, folder));
            for (int rows : new int[] {600, 1_500, 2_500}) {
                await().atMost(Duration.ofSeconds(60)).until(() -> shown.rows().size() > rows);
                shown.failOnce();
                await().atMost(Duration.ofSeconds(60)).until(() -> shown.failuresLeft() == 0);
            }
            awaitEqual(table, shown, goesOn, writes);
            job.cancel().get();
        }
    }

    @Test
    void goesOnFromASavepointInMidSnapshotWithAnotherParallelism(
            @TempDir Path folder, ScyllaDbServer server) throws Exception {
        System.out.println("SnapshotWithLogITCase: seed " + seed);
        TableName name = new TableName("snapshot_savepoint", "live");
        try (LiveTable table = new LiveTable(server, name, 200, seed, true)) {
            table.fill(2_000);
            table.enableLog();
            AtomicBoolean goesOn = new AtomicBoolean(true);
            LastRows.Shown shown = LastRows.begin(name.toString());
            Instant logStart = serverTime(server);
            CompletableFuture<Integer> writes =
                    CompletableFuture.supplyAsync(() -> table.writeWhile(goesOn, 40));
            JobClient first = start(server, name, logStart, JobSettings.of(3, 300, null, folder));
            await().atMost(Duration.ofSeconds(60)).until(() -> shown.rows().size() > 500);
            String savepoint =
                    first.stopWithSavepoint(false, folder.toString(), SavepointFormatType.CANONICAL)
                            .get();
            assertThat(shown.rows().size()).isLessThan(1_900);

            // A job that is planned anew gives a later start, of which nothing may come.
            JobSettings settings = JobSettings.of(2, null, savepoint, folder);
            JobClient second = start(server, name, serverTime(server), settings);
            awaitEqual(table, shown, goesOn, writes);
            second.cancel().get();
        }
    }

    /** {@code -Dsnapshot.rows=1000000 -Dtest.jvm.arguments=-Xmx6g} for a long one. */
    @Test
    @Timeout(900)
    void manyRowsAreReadWhileTheyAreWritten(@TempDir Path folder, ScyllaDbServer server)
            throws Exception {
        System.out.println("SnapshotWithLogITCase: seed " + seed);
        int rows = Integer.getInteger("snapshot.rows", 30_000);
        TableName name = new TableName("snapshot_many", "live");
        try (LiveTable table = new LiveTable(server, name, rows / 50, seed, true)) {
            table.fill(rows);
            table.enableLog();
            AtomicBoolean goesOn = new AtomicBoolean(true);
            LastRows.Shown shown = LastRows.begin(name.toString());
            Instant logStart = serverTime(server);
            CompletableFuture<Integer> writes =
                    CompletableFuture.supplyAsync(() -> table.writeWhile(goesOn, rows / 50));
            JobSettings settings =
                    new JobSettings(2, null, null, 5_000, Duration.ofSeconds(10), folder.toUri());
            long begun = System.nanoTime();
            JobClient job = start(server, name, logStart, settings);
            // Some are deleted meanwhile.
            await().atMost(Duration.ofSeconds(600)).until(() -> shown.changes() > 0.95 * rows);
            System.out.printf(
                    "SnapshotWithLogITCase: %d rows of %d after %.1f s%n",
                    shown.changes(), rows, (System.nanoTime() - begun) / 1e9);
            awaitEqual(table, shown, goesOn, writes);
            job.cancel().get();
        }
    }

    @Test
    void rowsExpireInTheSecondInWhichTheyDoInTheTable(@TempDir Path folder, ScyllaDbServer server)
            throws Exception {
        TableName name = new TableName("snapshot_expiry", "live");
        try (LiveTable table = new LiveTable(server, name, 50, seed, true)) {
            table.fillExpiring(400, 25);
            Map<String, Long> seconds = expirySeconds(table, name);
            table.enableLog();
            LastRows.Shown shown = LastRows.begin(name.toString());
            JobClient job =
                    start(server, name, serverTime(server), JobSettings.of(2, null, null, folder));
            await().atMost(Duration.ofSeconds(90)).until(() -> shown.expired().size() == 400);
            job.cancel().get();

            Map<String, Long> expired = new HashMap<>();
            shown.expired().forEach((key, millis) -> expired.put(key, millis / 1_000));
            assertThat(expired).isEqualTo(seconds);
            assertThat(shown.faults()).isEmpty();
        }
    }

    /** Asked row by row, each in one and the same second of the server. */
    private static Map<String, Long> expirySeconds(LiveTable table, TableName name) {
        Map<String, Long> seconds = new HashMap<>();
        for (Row key : table.session().execute("SELECT pk, ck FROM " + name)) {
            String row = " WHERE pk = " + key.getInt(0) + " AND ck = " + key.getInt(1);
            String question = "SELECT TTL(a), toTimestamp(now()) FROM " + name + row;
            await().pollDelay(Duration.ZERO)
                    .until(
                            () -> {
                                long begun = System.nanoTime();
                                Row answer = table.session().execute(question).one();
                                long millis = answer.getInstant(1).toEpochMilli();
                                long taken = (System.nanoTime() - begun) / 1_000_000 + 1;
                                seconds.put(
                                        key.getInt(0) + "/" + key.getInt(1),
                                        millis / 1_000 + answer.getInt(0));
                                return (millis - taken) / 1_000 == millis / 1_000;
                            });
        }
        return seconds;
    }

    private static void awaitEqual(
            LiveTable table,
            LastRows.Shown shown,
            AtomicBoolean goesOn,
            CompletableFuture<Integer> writes)
            throws Exception {
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        goesOn.set(false);
        assertThat(writes.get()).isGreaterThan(500);
        await().pollDelay(SHORT_TTLS).until(() -> true);
        Map<String, String> rows = table.rows();
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(shown.differences(rows)).isEmpty());
        assertThat(table.rows().equals(rows)).as("no row expires while it is compared").isTrue();
        assertThat(shown.faults()).isEmpty();
        System.out.println(
                "SnapshotWithLogITCase: "
                        + rows.size()
                        + " rows, "
                        + writes.get()
                        + " writes meanwhile");
    }

    private static Instant serverTime(ScyllaDbServer server) throws Exception {
        try (BaseTables tables = connection(server).openTables()) {
            return tables.serverTime();
        }
    }

    private static ScyllaConnection connection(ScyllaDbServer server) {
        return ScyllaConnection.to(server.contactPoint()).withConsistency(Consistency.LOCAL_ONE);
    }

    /**
     * How a job runs.
     *
     * @param rowsPerSecond of the snapshot; null for as many as there are
     * @param savepoint null to begin anew
     */
    private record JobSettings(
            int parallelism,
            Integer rowsPerSecond,
            String savepoint,
            int pageSize,
            Duration checkpoints,
            URI folder) {

        static JobSettings of(
                int parallelism, Integer rowsPerSecond, String savepoint, Path folder) {
            return new JobSettings(
                    parallelism,
                    rowsPerSecond,
                    savepoint,
                    50,
                    Duration.ofMillis(200),
                    folder.toUri());
        }
    }

    private static JobClient start(
            ScyllaDbServer server, TableName name, Instant logStart, JobSettings settings)
            throws Exception {
        ScyllaConnection connection =
                connection(server)
                        .withReads(ReadSettings.DEFAULT.withPageSize(settings.pageSize()));
        TableSchema schema;
        try (BaseTables tables = connection.openTables()) {
            schema = tables.schema(name);
        }
        StreamExecutionEnvironment environment = environment(settings);
        DataStream<Change> log =
                environment
                        .fromSource(
                                log(connection, name, schema, logStart),
                                WatermarkStrategy.noWatermarks(),
                                "log")
                        .uid("log");
        ScyllaTableSourceBuilder<Change> rows =
                ScyllaTableSource.<Change>builder()
                        .connection(connection)
                        .table(name)
                        .logStart(logStart)
                        .ranges(32)
                        .deserializer(SnapshotDeserializationSchema.changes(log.getType()));
        if (settings.rowsPerSecond() != null) {
            rows.rowsPerSecond(settings.rowsPerSecond());
        }
        DataStream<Change> changes =
                log.union(
                        environment
                                .fromSource(rows.build(), WatermarkStrategy.noWatermarks(), "rows")
                                .uid("rows"));
        DataStream<RowData> fullRows =
                FullRowChangelog.of(schema)
                        .withUidPrefix("test")
                        .withUnknownRows(
                                UnknownRows.inSnapshot(ScyllaTableReads.of(connection, schema)))
                        .applyTo(changes);
        fullRows.map(new LastRows(name.toString()))
                .setParallelism(1)
                .uid("last")
                .sinkTo(new DiscardingSink<>());
        JobClient job = environment.executeAsync();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> job.getJobStatus().get() == JobStatus.RUNNING);
        return job;
    }

    private static ScyllaCdcSource<Change> log(
            ScyllaConnection connection, TableName name, TableSchema schema, Instant logStart) {
        return ScyllaCdcSource.<Change>builder()
                .connection(connection)
                .table(name)
                .deserializer(ChangeDeserializationSchema.changes(schema))
                .startingPoint(StartingPoint.at(logStart))
                .confidenceWindow(CONFIDENCE)
                .windows(Duration.ofMillis(200), Duration.ofMinutes(1))
                .build();
    }

    private static StreamExecutionEnvironment environment(JobSettings settings) {
        Configuration configuration =
                new Configuration()
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpoints())
                        .set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem")
                        .set(
                                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                settings.folder().toString())
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100)
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                Duration.ofMillis(100));
        if (settings.savepoint() != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, settings.savepoint());
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.configure(configuration);
        environment.setParallelism(settings.parallelism());
        return environment;
    }
}
