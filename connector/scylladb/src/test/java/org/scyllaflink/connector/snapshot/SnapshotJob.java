/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;
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
import org.scyllaflink.testkit.ScyllaDbServer;

/**
 * A job that keeps the rows of a {@link LiveTable}, from its log and, if asked for, a snapshot.
 *
 * @param rowsPerSecond of the snapshot; null for as many as there are
 * @param savepoint null to begin anew
 * @param folder of checkpoints
 */
record SnapshotJob(
        int parallelism,
        @Nullable Integer rowsPerSecond,
        @Nullable String savepoint,
        int pageSize,
        Duration checkpoints,
        URI folder,
        boolean withSnapshot) {

    private static final Duration CONFIDENCE = Duration.ofSeconds(1);

    /** With small pages and many checkpoints. */
    static SnapshotJob of(int parallelism, Path folder) {
        return new SnapshotJob(
                parallelism, null, null, 50, Duration.ofMillis(200), folder.toUri(), true);
    }

    SnapshotJob withRowsPerSecond(int rows) {
        return new SnapshotJob(
                parallelism, rows, savepoint, pageSize, checkpoints, folder, withSnapshot);
    }

    SnapshotJob goingOnFrom(String newSavepoint) {
        return new SnapshotJob(
                parallelism,
                rowsPerSecond,
                newSavepoint,
                pageSize,
                checkpoints,
                folder,
                withSnapshot);
    }

    SnapshotJob withoutSnapshot() {
        return new SnapshotJob(
                parallelism, rowsPerSecond, savepoint, pageSize, checkpoints, folder, false);
    }

    /** With the pages and the checkpoints of a large table. */
    SnapshotJob atFullSpeed() {
        return new SnapshotJob(
                parallelism, null, savepoint, 5_000, Duration.ofSeconds(10), folder, withSnapshot);
    }

    static ScyllaConnection connection(ScyllaDbServer server) {
        return ScyllaConnection.to(server.contactPoint()).withConsistency(Consistency.LOCAL_ONE);
    }

    JobClient start(ScyllaDbServer server, TableName name, Instant logStart) throws Exception {
        ScyllaConnection connection =
                connection(server).withReads(ReadSettings.DEFAULT.withPageSize(pageSize));
        TableSchema schema;
        try (BaseTables tables = connection.openTables()) {
            schema = tables.schema(name);
        }
        StreamExecutionEnvironment environment = environment();
        DataStream<Change> log =
                environment
                        .fromSource(
                                log(connection, name, schema, logStart),
                                WatermarkStrategy.noWatermarks(),
                                "log")
                        .uid("log");
        ScyllaTableReads reads = ScyllaTableReads.of(connection, schema);
        DataStream<RowData> fullRows =
                FullRowChangelog.of(schema)
                        .withUidPrefix("test")
                        .withUnknownRows(
                                withSnapshot
                                        ? UnknownRows.inSnapshot(reads)
                                        : UnknownRows.read(reads))
                        .applyTo(
                                withSnapshot
                                        ? log.union(
                                                snapshot(
                                                        environment,
                                                        source(connection, name).logStart(logStart),
                                                        log.getType()))
                                        : log);
        fullRows.map(new LastRows(name.toString()))
                .setParallelism(1)
                .uid("last")
                .sinkTo(new DiscardingSink<>());
        JobClient job = environment.executeAsync();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> job.getJobStatus().get() == JobStatus.RUNNING);
        return job;
    }

    private ScyllaTableSourceBuilder<Change> source(ScyllaConnection connection, TableName name) {
        ScyllaTableSourceBuilder<Change> rows =
                ScyllaTableSource.<Change>builder().connection(connection).table(name).ranges(32);
        return rowsPerSecond == null ? rows : rows.rowsPerSecond(rowsPerSecond);
    }

    private static DataStream<Change> snapshot(
            StreamExecutionEnvironment environment,
            ScyllaTableSourceBuilder<Change> source,
            TypeInformation<Change> type) {
        return environment
                .fromSource(
                        source.deserializer(SnapshotDeserializationSchema.changes(type)).build(),
                        WatermarkStrategy.noWatermarks(),
                        "rows")
                .uid("rows");
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

    private StreamExecutionEnvironment environment() {
        Configuration configuration =
                new Configuration()
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpoints)
                        .set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem")
                        .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toString())
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100)
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                Duration.ofMillis(100));
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.configure(configuration);
        environment.setParallelism(parallelism);
        return environment;
    }
}
