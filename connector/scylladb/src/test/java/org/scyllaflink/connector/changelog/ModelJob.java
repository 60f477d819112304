/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.source.ChangeDeserializationSchema;
import org.scyllaflink.connector.source.ScyllaCdcSource;
import org.scyllaflink.connector.source.StartingPoint;

/** A job from a table's log to full rows, which is recorded, fails and is rescaled. */
final class ModelJob {

    static final Duration CONFIDENCE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final String contactPoint;
    private final TableSchema schema;
    private final String stateBackend;
    private final Path folder;
    private JobClient client;

    /**
     * @param name of its recording
     * @param folder for checkpoints and savepoints
     */
    ModelJob(
            String name,
            String contactPoint,
            TableSchema schema,
            String stateBackend,
            Path folder) {
        this.name = name;
        this.contactPoint = contactPoint;
        this.schema = schema;
        this.stateBackend = stateBackend;
        this.folder = folder;
    }

    String stateBackend() {
        return stateBackend;
    }

    void start(int parallelism) throws Exception {
        start(parallelism, new Configuration());
    }

    /** Waits until it has failed and was started again. */
    void fail() {
        int starts = recording().starts();
        recording().failSoon();
        await(name).atMost(PATIENCE).until(() -> recording().starts() > starts);
    }

    /** Stops it with a savepoint, and goes on from there. */
    void rescale(int parallelism) throws Exception {
        String savepoint =
                await(name).atMost(PATIENCE).until(this::savepoint, made -> made != null);
        start(parallelism, new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
    }

    long watermark() {
        return recording().watermark();
    }

    List<StreamElement> elements() {
        return recording().elements();
    }

    void cancel() throws Exception {
        client.cancel().get();
        Recording.forget(name);
    }

    private Recording recording() {
        return Recording.of(name);
    }

    /** Null if the job is just being restarted: it takes no savepoint then. */
    private String savepoint() throws Exception {
        try {
            String savepoint =
                    client.stopWithSavepoint(
                                    false,
                                    folder.toUri() + "savepoints",
                                    SavepointFormatType.CANONICAL)
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            client.getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return savepoint;
        } catch (ExecutionException e) {
            return null;
        }
    }

    private void start(int parallelism, Configuration restore) throws Exception {
        Configuration configuration =
                restore.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300))
                        .set(
                                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                folder.toUri() + "checkpoints")
                        .set(StateBackendOptions.STATE_BACKEND, stateBackend)
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                                Integer.MAX_VALUE)
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                Duration.ofMillis(50));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(parallelism);
        environment.setMaxParallelism(16);
        build(environment);
        client = environment.executeAsync(name);
    }

    private void build(StreamExecutionEnvironment environment) {
        ScyllaCdcSource<Change> source =
                ScyllaCdcSource.<Change>builder()
                        .connection(ScyllaConnection.to(contactPoint))
                        .table(schema.table())
                        .deserializer(ChangeDeserializationSchema.changes())
                        .startingPoint(StartingPoint.earliest())
                        .confidenceWindow(CONFIDENCE)
                        .windows(Duration.ofMillis(100), Duration.ofMinutes(1))
                        .discovery(Duration.ofMillis(500), Duration.ofSeconds(3))
                        .lateSweep(Duration.ofSeconds(1), Duration.ofMinutes(2))
                        .build();
        FullRowChangelog.of(schema)
                .withUidPrefix("model")
                .applyTo(
                        environment
                                .fromSource(source, WatermarkStrategy.noWatermarks(), "changes")
                                .uid("changes"))
                .transform("recorder", rowType(), new Recording.Recorder(name))
                .uid("recorder")
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>())
                .uid("sink")
                .setParallelism(1);
    }

    private TypeInformation<RowData> rowType() {
        return InternalTypeInfo.of(FullRowChangelog.of(schema).rowType());
    }
}
