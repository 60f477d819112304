/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
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
    @Nullable Duration transactionTimeout;

    @Option(
            names = "--kafka-property",
            paramLabel = "KEY=VALUE",
            description = "Setting of Kafka's clients, for all to see; may be repeated.")
    Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--kafka-properties-file",
            paramLabel = "FILE",
            description =
                    "File with settings of Kafka's clients, such as secrets, as a Java properties"
                            + " file; --kafka-property takes precedence.")
    @Nullable Path propertiesFile;

    /** Null if nothing goes to Kafka. */
    @Nullable KafkaOptions options(TableName table) {
        if (bootstrapServers == null) {
            refuseWithoutServers();
            return null;
        }
        return new KafkaOptions(
                bootstrapServers,
                countsTopic == null ? table + ".segment-counts" : countsTopic,
                historyTopic == null ? table + ".segment-history" : historyTopic,
                transactionalIdPrefix == null ? "segment-counts-" + table : transactionalIdPrefix,
                transactionTimeout == null
                        ? KafkaOptions.DEFAULT_TRANSACTION_TIMEOUT
                        : transactionTimeout,
                allProperties());
    }

    private Map<String, String> allProperties() {
        Map<String, String> all = new LinkedHashMap<>();
        if (propertiesFile != null) {
            Properties content = content(propertiesFile);
            content.stringPropertyNames().forEach(key -> all.put(key, content.getProperty(key)));
        }
        all.putAll(properties);
        return all;
    }

    private static Properties content(Path file) {
        Properties content = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            content.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--kafka-properties-file: '"
                            + file
                            + "' cannot be read (expected: a Java properties file in UTF-8)",
                    e);
        }
        return content;
    }

    private void refuseWithoutServers() {
        String needed = "--kafka-bootstrap-servers";
        Options.refuseWithout(needed, "--kafka-counts-topic", countsTopic);
        Options.refuseWithout(needed, "--kafka-history-topic", historyTopic);
        Options.refuseWithout(needed, "--kafka-transactional-id-prefix", transactionalIdPrefix);
        Options.refuseWithout(needed, "--kafka-transaction-timeout", transactionTimeout);
        Options.refuseWithout(
                needed, "--kafka-property", properties.isEmpty() ? null : properties.keySet());
        Options.refuseWithout(needed, "--kafka-properties-file", propertiesFile);
    }
}
