/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServerITCase {
    private static final TopicPartition TOPIC = new TopicPartition("counts", 0);

    @Test
    void committedRecordsAndOpenTransactionsOutliveAKill(@TempDir Path folder) {
        try (KafkaServer server = KafkaServer.start(folder)) {
            try (KafkaProducer<String, String> producer = producer(server)) {
                producer.initTransactions();
                transaction(producer, "a", true);
                transaction(producer, "aborted", false);

                server.kill();
                server.restart();

                assertThat(committed(server, 1)).containsExactly("a");
                transaction(producer, "b", true);
            }
            assertThat(committed(server, 2)).containsExactly("a", "b");
        }
    }

    private static void transaction(
            KafkaProducer<String, String> producer, String value, boolean commit) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC.topic(), value, value));
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.flush();
            producer.abortTransaction();
        }
    }

    private static List<String> committed(KafkaServer server, int expected) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", server.bootstrapServers());
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(TOPIC));
            long end = consumer.endOffsets(List.of(TOPIC)).get(TOPIC);
            Instant due = Instant.now().plusSeconds(30);
            while ((consumer.position(TOPIC) < end || values.size() < expected)
                    && Instant.now().isBefore(due)) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private static KafkaProducer<String, String> producer(KafkaServer server) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        server.bootstrapServers(),
                        "transactional.id",
                        "one",
                        "transaction.timeout.ms",
                        3_600_000);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
