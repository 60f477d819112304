/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** A job in a cluster of its own, with everything that can be done to it. */
final class ChaosJob implements AutoCloseable {

    private static final int TASK_MANAGERS = 2;
    private static final int SLOTS = 4;

    private final ChaosPipeline pipeline;
    private final Path folder;
    private final MiniCluster cluster;
    private JobID job;

    ChaosJob(ChaosPipeline pipeline, Path folder) throws Exception {
        this.pipeline = pipeline;
        this.folder = folder;
        this.cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setNumTaskManagers(TASK_MANAGERS)
                                .setNumSlotsPerTaskManager(SLOTS)
                                .setConfiguration(configuration())
                                .withRandomPorts()
                                .build());
        cluster.start();
    }

    void start(int parallelism) throws Exception {
        submit(parallelism, null);
    }

    private void submit(int parallelism, @Nullable String savepoint) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration());
        environment.setParallelism(parallelism);
        environment.setMaxParallelism(128);
        pipeline.build(environment);
        JobGraph graph = environment.getStreamGraph().getJobGraph();
        if (savepoint != null) {
            graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        }
        job = graph.getJobID();
        cluster.submitJob(graph).get();
    }

    private Configuration configuration() {
        return new Configuration()
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200))
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri() + "checkpoints")
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(
                        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                        Integer.MAX_VALUE)
                .set(
                        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                        Duration.ofMillis(500));
    }

    /**
     * Stops the job with a savepoint and starts it again from there.
     *
     * @return whether that was possible: a job that is just being restarted takes no savepoint
     */
    boolean rescale(int parallelism) throws Exception {
        String savepoint;
        try {
            savepoint =
                    cluster.stopWithSavepoint(
                                    job,
                                    folder.toUri() + "savepoints",
                                    false,
                                    SavepointFormatType.CANONICAL)
                            .get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return false;
        }
        cluster.requestJobResult(job).get(60, TimeUnit.SECONDS);
        submit(parallelism, savepoint);
        return true;
    }

    /** A TaskManager goes, with all tasks in it, and another one comes. */
    void loseTaskManager(int index) throws Exception {
        cluster.terminateTaskManager(index).get(60, TimeUnit.SECONDS);
        cluster.startTaskManager();
    }

    /**
     * Waits for the end of the bounded input.
     *
     * @throws AssertionError if it does not come in time; names the job's last failure
     */
    void awaitEnd(Duration patience) throws Exception {
        try {
            cluster.requestJobResult(job).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            JobStatus status = cluster.getJobStatus(job).get();
            if (status != JobStatus.FINISHED) {
                throw new AssertionError("the job is " + status + lastFailure());
            }
        } catch (TimeoutException e) {
            throw new AssertionError("the job has not ended after " + patience + lastFailure(), e);
        }
    }

    private String lastFailure() throws Exception {
        AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
        ErrorInfo failure = graph.getFailureInfo();
        return "; its last failure: " + (failure == null ? "none" : failure.getExceptionAsString());
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } catch (Exception e) {
            throw new IllegalStateException("the cluster of the job does not close", e);
        }
    }
}
