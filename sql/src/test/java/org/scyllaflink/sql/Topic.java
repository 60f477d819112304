/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.sql;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.scyllaflink.testkit.KafkaServer;

/** What a topic of one partition holds, read further at each look. */
final class Topic implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<String> values = new ArrayList<>();
    private final Map<String, String> newest = new TreeMap<>();

    Topic(KafkaServer server, String name) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                server.bootstrapServers(),
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> all = List.of(new TopicPartition(name, 0));
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** All values so far that are not null. */
    List<String> values() {
        look();
        return List.copyOf(values);
    }

    /** The newest value of each key that has one. */
    Map<String, String> newest() {
        look();
        return newest;
    }

    private void look() {
        for (ConsumerRecord<byte[], byte[]> next : consumer.poll(LOOK)) {
            String key = next.key() == null ? "" : text(next.key());
            if (next.value() == null) {
                newest.remove(key);
            } else {
                newest.put(key, text(next.value()));
                values.add(text(next.value()));
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
