/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of the Kafka sink. */
@Command(optionListHeading = "%nKafka:%n")
final class KafkaArguments {

    @Option(
            names = "--kafka-bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Brokers, separated by commas. Default: nothing goes to Kafka.")
    @Nullable String bootstrapServers;

    @Option(
            names = "--kafka-counts-topic",
            paramLabel = "TOPIC",
            description = "Topic of current counts. Default: KEYSPACE.TABLE.segment-counts.")
    @Nullable String countsTopic;

    @Option(
            names = "--kafka-history-topic",
            paramLabel = "TOPIC",
            description = "Topic of closed windows. Default: KEYSPACE.TABLE.segment-history.")
    @Nullable String historyTopic;

    @Option(
            names = "--kafka-transactional-id-prefix",
            paramLabel = "TEXT",
            description =
                    "Begins the ids of transactions; no other running job may have the same."
                            + " Default: segment-counts-KEYSPACE.TABLE.")
    @Nullable String transactionalIdPrefix;

    @Option(
            names = "--kafka-transaction-timeout",
            paramLabel = "DURATION",
            description =
                    "How long a broker keeps a transaction open; at most its"
                            + " transaction.max.timeout.ms, more than a restart takes."
                            + " Default: 15min.")
    Duration transactionTimeout = KafkaOptions.DEFAULT_TRANSACTION_TIMEOUT;

    @Option(
            names = "--kafka-property",
            paramLabel = "KEY=VALUE",
            description = "Setting of Kafka's producer; may be repeated.")
    Map<String, String> properties = new LinkedHashMap<>();

    /** Null if nothing goes to Kafka. */
    @Nullable KafkaOptions options(TableName table) {
        if (bootstrapServers == null) {
            refuseWithoutServers("--kafka-counts-topic", countsTopic);
            refuseWithoutServers("--kafka-history-topic", historyTopic);
            return null;
        }
        return new KafkaOptions(
                bootstrapServers,
                countsTopic == null ? table + ".segment-counts" : countsTopic,
                historyTopic == null ? table + ".segment-history" : historyTopic,
                transactionalIdPrefix == null ? "segment-counts-" + table : transactionalIdPrefix,
                transactionTimeout,
                properties);
    }

    private static void refuseWithoutServers(String option, @Nullable String value) {
        if (value != null) {
            throw new IllegalArgumentException(
                    option + ": '" + value + "' (expected: with --kafka-bootstrap-servers)");
        }
    }
}
