/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Where and how counts go to Kafka.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param countsTopic topic of the current counts
 * @param historyTopic topic of the rows of closed windows
 * @param transactionalIdPrefix begins the ids of the job's transactions; two jobs that run at the
 *     same time must not share it
 * @param transactionTimeout after this the broker gives up a transaction; longer than a checkpoint
 *     takes and a restart, and not above the broker's {@code transaction.max.timeout.ms}
 * @param properties further settings of the producer, as Kafka names them; not shown by {@link
 *     #toString}, as there may be secrets in them
 */
@PublicEvolving
public record KafkaOptions(
        String bootstrapServers,
        String countsTopic,
        String historyTopic,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        Map<String, String> properties) {

    /** What a broker allows unless it is configured otherwise. */
    static final Duration DEFAULT_TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    /**
     * @throws IllegalArgumentException if a text is blank, the timeout is below 1 ms or both topics
     *     are the same
     */
    public KafkaOptions {
        Options.requireText("--kafka-bootstrap-servers", bootstrapServers);
        Options.requireText("--kafka-counts-topic", countsTopic);
        Options.requireText("--kafka-history-topic", historyTopic);
        Options.requireText("--kafka-transactional-id-prefix", transactionalIdPrefix);
        Options.requirePositive("--kafka-transaction-timeout", transactionTimeout);
        properties = Map.copyOf(properties);
        if (countsTopic.equals(historyTopic)) {
            throw new IllegalArgumentException(
                    "--kafka-history-topic: '"
                            + historyTopic
                            + "' (expected: another topic than that of the counts)");
        }
    }

    @Override
    public String toString() {
        return "KafkaOptions["
                + bootstrapServers
                + ", "
                + countsTopic
                + ", "
                + historyTopic
                + ", "
                + transactionalIdPrefix
                + ", properties "
                + properties.keySet()
                + "]";
    }
}
