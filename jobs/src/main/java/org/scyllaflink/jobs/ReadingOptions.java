/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.time.Duration;
import org.apache.flink.annotation.PublicEvolving;
import org.scyllaflink.connector.source.StartingPoint;

/**
 * How the change log is read.
 *
 * @param start where a job without a savepoint begins
 * @param confidenceWindow how far reading stays behind the clock
 * @param checkpointInterval how often the job's state is stored and Kafka transactions are
 *     committed
 */
@PublicEvolving
public record ReadingOptions(
        StartingPoint start, Duration confidenceWindow, Duration checkpointInterval) {

    static final Duration DEFAULT_CONFIDENCE_WINDOW = Duration.ofSeconds(10);
    static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    /**
     * @throws IllegalArgumentException if the checkpoint interval is below 1 ms
     */
    public ReadingOptions {
        Options.requirePositive("--checkpoint-interval", checkpointInterval);
    }
}
