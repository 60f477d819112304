/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;

/** The job on a small Flink of its own, whose task managers can be made to fail. */
final class RunningJob implements AutoCloseable {

    private static final int PARALLELISM = 2;

    private final MiniCluster cluster;
    private final JobID id;
    private final Path folder;
    private int nextTaskManager;

    private RunningJob(MiniCluster cluster, JobID id, Path folder) {
        this.cluster = cluster;
        this.id = id;
        this.folder = folder;
    }

    /**
     * Starts the job and waits until all of its tasks run.
     *
     * @param savepoint null to begin anew
     * @param folder for checkpoints
     */
    static RunningJob start(SegmentCountsOptions options, @Nullable String savepoint, Path folder)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(PARALLELISM);
        SegmentCountsJob.build(environment, options);
        StreamGraph graph = environment.getStreamGraph();
        if (savepoint != null) {
            graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        }
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(PARALLELISM)
                                .build());
        cluster.start();
        cluster.submitJob(graph).get();
        RunningJob job = new RunningJob(cluster, graph.getJobID(), folder);
        job.awaitRunning();
        return job;
    }

    /** Takes the job's only task manager away and gives it a new one. */
    void failTaskManager() throws Exception {
        cluster.terminateTaskManager(nextTaskManager++).get(30, TimeUnit.SECONDS);
        cluster.startTaskManager();
        awaitRunning();
    }

    /** Waits until the job has failed, to be restarted, with a message in its causes. */
    void awaitFailure(String message) {
        await().atMost(Duration.ofSeconds(60)).until(() -> lastFailure().contains(message));
    }

    /** With its causes; empty if there was none. */
    private String lastFailure() throws Exception {
        ErrorInfo failure = cluster.getExecutionGraph(id).get().getFailureInfo();
        return failure == null ? "" : failure.getExceptionAsString();
    }

    /** Waits for a checkpoint. */
    void checkpoint() throws Exception {
        cluster.triggerCheckpoint(id).get(30, TimeUnit.SECONDS);
    }

    /** {@code stop --drain}: the path of the savepoint. */
    String drain() throws Exception {
        return cluster.stopWithSavepoint(
                        id,
                        folder.resolve("savepoints").toUri().toString(),
                        true,
                        SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
    }

    /** Waits until all tasks run. */
    void awaitRunning() {
        await().atMost(Duration.ofSeconds(60)).until(this::isRunning);
    }

    private boolean isRunning() throws Exception {
        assertThat(cluster.getJobStatus(id).get()).isNotEqualTo(JobStatus.FAILED);
        for (AccessExecutionVertex vertex :
                cluster.getExecutionGraph(id).get().getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        cluster.closeAsync().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
