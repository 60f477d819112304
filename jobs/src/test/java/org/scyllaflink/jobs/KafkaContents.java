/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a reader of committed records finds in the job's topics. */
record KafkaContents(String bootstrapServers, String countsTopic, String historyTopic) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Map<String, Long> counts() throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        for (ConsumerRecord<String, String> record : records(countsTopic)) {
            if (record.value() == null) {
                counts.remove(record.key());
            } else {
                counts.put(record.key(), JSON.readTree(record.value()).get("count").asLong());
            }
        }
        return counts;
    }

    /** How many counts of a segment were written. */
    long emissions(String segment) {
        return records(countsTopic).stream().filter(record -> record.key().equals(segment)).count();
    }

    /** Each row once, as it was written: what is written twice is there twice. */
    List<HistoryRow> history() throws IOException {
        List<HistoryRow> rows = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records(historyTopic)) {
            rows.add(HistoryRow.of(JSON.readTree(record.value())));
        }
        return rows;
    }

    /** All committed records by now. */
    private List<ConsumerRecord<String, String>> records(String topic) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            Collection<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
