/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.testkit.ElasticsearchExtension;
import org.scyllaflink.testkit.ElasticsearchServer;
import org.scyllaflink.testkit.KafkaExtension;
import org.scyllaflink.testkit.KafkaServer;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** The whole job between real servers: what the sinks hold is what the table holds. */
@ExtendWith({ScyllaDbExtension.class, KafkaExtension.class, ElasticsearchExtension.class})
class SegmentCountsITCase {

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final KafkaServer kafka;
    private final ElasticsearchServer elasticsearch;

    @TempDir Path folder;

    SegmentCountsITCase(KafkaServer kafka, ElasticsearchServer elasticsearch) {
        this.kafka = kafka;
        this.elasticsearch = elasticsearch;
    }

    @Test
    void sinksEqualTheTableThoughTheJobFailsWhileGenerationsChange(ScyllaDbServer scylla)
            throws Exception {
        System.out.println("seed " + seed + "L");
        try (MembershipTable table = MembershipTable.create(scylla, "failures", seed)) {
            table.write(300);
            try (RunningJob job = RunningJob.start(options(scylla, table), null, folder)) {
                table.write(random.nextInt(1_000));
                job.failTaskManager();
                Instant change = Instant.now().plusSeconds(12);
                table.execute("ORDER NEW GENERATION AT " + change.toEpochMilli());
                while (Instant.now().isBefore(change.plusMillis(random.nextInt(3_000)))) {
                    table.write(20);
                }
                job.failTaskManager();
                table.write(random.nextInt(1_000));
                awaitEquality(table);
                assertHistoryEqualsTheModel(table);
            }
        }
    }

    private SegmentCountsOptions options(ScyllaDbServer scylla, MembershipTable table) {
        return SegmentCountsOptions.parse(
                "--contact-points=" + scylla.contactPoint(),
                "--table=" + table.name(),
                "--segment-column=segment",
                "--window=1s",
                "--interval=200ms",
                "--flush-interval=50ms",
                "--confidence-window=1s",
                "--checkpoint-interval=500ms",
                "--kafka-bootstrap-servers=" + kafka.bootstrapServers(),
                "--elasticsearch-hosts=" + elasticsearch.uri());
    }

    private KafkaContents inKafka(MembershipTable table) {
        return new KafkaContents(
                kafka.bootstrapServers(),
                table.name() + ".segment-counts",
                table.name() + ".segment-history");
    }

    private ElasticsearchContents inElasticsearch(MembershipTable table) {
        return new ElasticsearchContents(
                elasticsearch.uri(),
                table.name() + ".segment-counts",
                table.name() + ".segment-history");
    }

    /** Writes have ended; what they left still expires. */
    private void awaitEquality(MembershipTable table) {
        await().alias("seed " + seed)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> {
                            Map<String, Long> expected = table.select();
                            assertThat(inElasticsearch(table).counts()).isEqualTo(expected);
                            assertThat(inKafka(table).counts()).isEqualTo(expected);
                        });
    }

    /** At the end of each window, by both sinks: a sum of flows, a count, and what was alive. */
    private void assertHistoryEqualsTheModel(MembershipTable table) throws Exception {
        List<HistoryRow> rows = inKafka(table).history();
        Histories.assertEqualsModel(rows, table);
        assertThat(inElasticsearch(table).history()).containsAll(rows);
        assertThat(rows).doesNotHaveDuplicates();
    }
}
