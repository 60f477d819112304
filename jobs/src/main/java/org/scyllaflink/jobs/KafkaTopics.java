/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that are missing, with the broker's defaults for partitions and replicas. */
final class KafkaTopics {

    private static final String TIMEOUT_MILLIS = "20000";

    private KafkaTopics() {}

    /**
     * @throws IOException if the brokers cannot be reached or refuse; names servers and topics
     */
    static void createMissing(KafkaOptions options) throws IOException {
        List<NewTopic> missing = new ArrayList<>();
        try (Admin admin = Admin.create(settings(options))) {
            Set<String> existing = admin.listTopics().names().get();
            if (!existing.contains(options.countsTopic())) {
                missing.add(
                        topic(options.countsTopic())
                                .configs(
                                        Map.of(
                                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                                TopicConfig.CLEANUP_POLICY_COMPACT)));
            }
            if (!existing.contains(options.historyTopic())) {
                missing.add(topic(options.historyTopic()));
            }
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failure(options, missing, e.getCause());
            }
        } catch (KafkaException e) {
            throw failure(options, missing, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(options, missing, e);
        }
    }

    private static Map<String, Object> settings(KafkaOptions options) {
        Map<String, Object> settings = new HashMap<>(options.properties());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        return settings;
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.empty(), Optional.empty());
    }

    private static IOException failure(
            KafkaOptions options, List<NewTopic> missing, Throwable cause) {
        Throwable reason = cause;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return new IOException(
                "--kafka-bootstrap-servers: "
                        + options.bootstrapServers()
                        + ": "
                        + (missing.isEmpty()
                                ? "topics cannot be listed"
                                : "topics "
                                        + missing.stream().map(NewTopic::name).toList()
                                        + " cannot be made")
                        + ": "
                        + reason.getMessage()
                        + " (expected: brokers that answer and allow it)",
                cause);
    }
}
