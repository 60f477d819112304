/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.quickstart;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.scyllaflink.jobs.SegmentCountsJob;
import org.scyllaflink.jobs.SegmentCountsOptions;

/** The segment counts job in a Flink of this JVM, with its web UI. Closing cancels it. */
final class RunningJob implements AutoCloseable {

    static final String COUNTS = "segment-counts";
    static final String HISTORY = "segment-history";

    private static final long STOP_SECONDS = 20;

    private final JobClient job;
    private final CompletableFuture<JobExecutionResult> result;
    private final URI webUi;

    private RunningJob(JobClient job, URI webUi) {
        this.job = job;
        this.result = job.getJobExecutionResult();
        this.webUi = webUi;
    }

    /**
     * Submits the job as {@code flink run} would.
     *
     * @param webPort a free port
     * @param checkpoints where checkpoints go
     */
    static RunningJob start(Servers servers, int webPort, Path checkpoints) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.PORT, webPort);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(500));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(configuration);
        environment.setParallelism(2);
        SegmentCountsJob.build(environment, SegmentCountsOptions.parse(arguments(servers)));
        JobClient job = environment.executeAsync(COUNTS);
        return new RunningJob(job, URI.create("http://localhost:" + webPort));
    }

    private static String[] arguments(Servers servers) {
        return new String[] {
            "--contact-points",
            servers.scylladb().contactPoint(),
            "--table",
            MembershipLoad.TABLE,
            "--segment-column",
            "segment",
            "--start",
            "earliest",
            "--confidence-window",
            "3s",
            "--window",
            "10s",
            "--interval",
            "1s",
            "--checkpoint-interval",
            "2s",
            "--kafka-bootstrap-servers",
            servers.kafka().bootstrapServers(),
            "--kafka-counts-topic",
            COUNTS,
            "--kafka-history-topic",
            HISTORY,
            "--elasticsearch-hosts",
            servers.elasticsearch().uri().toString(),
            "--elasticsearch-counts-index",
            COUNTS,
            "--elasticsearch-history-index",
            HISTORY,
        };
    }

    URI webUi() {
        return webUi;
    }

    /**
     * How far the job has come in event time; empty while it starts.
     *
     * @throws IllegalStateException if the job has failed
     */
    Optional<Instant> watermark() throws Exception {
        if (result.isCompletedExceptionally()) {
            throw new IllegalStateException("the job failed", result.handle((r, e) -> e).join());
        }
        return new JobWatermark(webUi, job.getJobID().toHexString()).lowest();
    }

    /** Cancels the job and waits for its end; one that does not end ends with the JVM. */
    @Override
    public void close() {
        if (result.isDone()) {
            return;
        }
        job.cancel()
                .thenCompose(cancelled -> result.handle((ended, failure) -> true))
                .completeOnTimeout(false, STOP_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
