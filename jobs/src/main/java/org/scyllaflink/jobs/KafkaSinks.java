/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Kafka sinks that write each count and each row of the history exactly once. */
final class KafkaSinks {

    private KafkaSinks() {}

    /** Keyed by segment; a segment without members gets a tombstone. */
    static KafkaSink<SegmentCount> counts(KafkaOptions options) {
        String topic = options.countsTopic();
        return sink(
                options,
                topic,
                (count, context, timestamp) ->
                        record(
                                topic,
                                count.updatedAt(),
                                count.segment(),
                                count.count() == 0 ? null : SegmentDocuments.json(count)));
    }

    /** Keyed by segment. */
    static KafkaSink<SegmentWindow> history(KafkaOptions options) {
        String topic = options.historyTopic();
        return sink(
                options,
                topic,
                (row, context, timestamp) ->
                        record(
                                topic,
                                row.windowEnd() - 1,
                                row.segment(),
                                SegmentDocuments.json(row)));
    }

    private static <T> KafkaSink<T> sink(
            KafkaOptions options, String topic, KafkaRecordSerializationSchema<T> records) {
        Properties properties = new Properties();
        properties.putAll(options.properties());
        properties.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(options.transactionTimeout().toMillis()));
        return KafkaSink.<T>builder()
                .setBootstrapServers(options.bootstrapServers())
                .setKafkaProducerConfig(properties)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(options.transactionalIdPrefix() + "-" + topic)
                .setRecordSerializer(records)
                .build();
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, long timestamp, String segment, byte @Nullable [] value) {
        byte[] key = segment.getBytes(StandardCharsets.UTF_8);
        // Kafka takes no time before 1970.
        return new ProducerRecord<>(topic, null, Math.max(0, timestamp), key, value);
    }
}
