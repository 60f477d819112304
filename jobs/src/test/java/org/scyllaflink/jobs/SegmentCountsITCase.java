/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
        assumeFalse(
                scylla.isExternal(),
                () ->
                        "the test orders a new generation, which only a stand-in takes, and "
                                + scylla.contactPoint()
                                + " is a real server");
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

    @Test
    void goesOnAfterScyllaDbWasKilled() throws Exception {
        System.out.println("seed " + seed + "L");
        try (ScyllaDbServer scylla = ScyllaDbServer.start(folder.resolve("scylladb"));
                MembershipTable table = MembershipTable.create(scylla, "killed", seed);
                RunningJob job = RunningJob.start(options(scylla, table), null, folder)) {
            table.write(200 + random.nextInt(500));
            scylla.kill();
            scylla.restart();
            table.writeThroughFailures(200 + random.nextInt(500));
            awaitEquality(table);
            assertHistoryEqualsTheModel(table);
            job.checkpoint();
        }
    }

    @Test
    void noStateIsLostWhenTheLogHoldsARowThatCannotBeUnderstood(ScyllaDbServer scylla)
            throws Exception {
        System.out.println("seed " + seed + "L");
        try (MembershipTable table = MembershipTable.create(scylla, "strange", seed);
                RunningJob job = RunningJob.start(options(scylla, table), null, folder)) {
            table.write(500);
            await().atMost(Duration.ofSeconds(30)).until(() -> !inKafka(table).counts().isEmpty());
            Runnable removal = table.logRow((byte) 42);
            job.awaitFailure("cdc$operation: 42 (expected: ");
            table.write(300);
            removal.run();
            job.awaitRunning();
            table.write(300);
            awaitEquality(table);
            assertHistoryEqualsTheModel(table);
            job.checkpoint();
        }
    }

    @Test
    void drainAndResumeGoesOnWhereItWas(ScyllaDbServer scylla) throws Exception {
        System.out.println("seed " + seed + "L");
        try (MembershipTable table = MembershipTable.create(scylla, "drained", seed)) {
            String savepoint;
            try (RunningJob job = RunningJob.start(options(scylla, table), null, folder)) {
                table.write(1_000);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !inElasticsearch(table).counts().isEmpty());
                savepoint = job.drain();
            }
            Map<String, Long> before = inElasticsearch(table).counts();
            assertThat(inKafka(table).counts()).isEqualTo(before);
            try (RunningJob job = RunningJob.start(options(scylla, table), savepoint, folder)) {
                table.write(300);
                awaitEquality(table);
                assertHistoryEqualsTheModel(table);
                job.checkpoint();
            }
        }
    }

    @Test
    void aCountAfterACrashIsNewerThanTheManyBeforeIt(ScyllaDbServer scylla) throws Exception {
        try (MembershipTable table = MembershipTable.create(scylla, "crashed", seed);
                RunningJob job = RunningJob.start(options(scylla, table), null, folder)) {
            long members = 0;
            while (inKafka(table).emissions("busy") < 50) {
                for (int i = 0; i < 10; i++) {
                    table.insert("u" + members++, "busy");
                }
            }
            awaitCounts(table, Map.of("busy", members));
            job.failTaskManager();
            table.insert("u" + members++, "busy");
            awaitCounts(table, Map.of("busy", members));
        }
    }

    @Test
    void rowsWithoutSegmentAreLeftOutAndTheFilterHolds(ScyllaDbServer scylla) throws Exception {
        try (MembershipTable table = MembershipTable.create(scylla, "filtered", seed);
                RunningJob job =
                        RunningJob.start(
                                options(scylla, table, "--filter=score > 10 AND device = 0"),
                                null,
                                folder)) {
            String insert =
                    "INSERT INTO %s (user_id, device, segment, score) VALUES "
                            .formatted(table.name());
            table.execute(insert + "('a', 0, 'news', 11)");
            table.execute(insert + "('b', 0, 'news', 10)");
            table.execute(insert + "('c', 1, 'news', 11)");
            table.execute(insert + "('d', 0, null, 11)");
            table.execute(insert + "('e', 0, 'news', 11)");
            table.execute(insert + "('f', 0, 'news', 11)");
            awaitCounts(table, Map.of("news", 3L));
            String update = "UPDATE %s SET ".formatted(table.name());
            table.execute(update + "score = 9 WHERE user_id = 'a' AND device = 0");
            table.execute(update + "score = 12 WHERE user_id = 'b' AND device = 0");
            table.execute(update + "segment = 'sports' WHERE user_id = 'e' AND device = 0");
            table.execute(update + "segment = 'sports' WHERE user_id = 'd' AND device = 0");
            table.execute(update + "segment = null WHERE user_id = 'f' AND device = 0");
            awaitCounts(table, Map.of("news", 1L, "sports", 2L));
            job.checkpoint();
        }
    }

    private void awaitCounts(MembershipTable table, Map<String, Long> expected) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> {
                            assertThat(inElasticsearch(table).counts()).isEqualTo(expected);
                            assertThat(inKafka(table).counts()).isEqualTo(expected);
                        });
    }

    private SegmentCountsOptions options(
            ScyllaDbServer scylla, MembershipTable table, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--contact-points=" + scylla.contactPoint(),
                                "--table=" + table.name(),
                                "--segment-column=segment",
                                "--window=1s",
                                "--interval=100ms",
                                "--flush-interval=50ms",
                                "--confidence-window=2s",
                                "--checkpoint-interval=500ms",
                                "--kafka-bootstrap-servers=" + kafka.bootstrapServers(),
                                "--elasticsearch-hosts=" + elasticsearch.uri()));
        arguments.addAll(List.of(more));
        return SegmentCountsOptions.parse(arguments.toArray(String[]::new));
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

    /**
     * What Kafka has committed, Elasticsearch may still have in the writer's checkpointed buffer.
     */
    private void awaitHistoryInElasticsearch(MembershipTable table, List<HistoryRow> rows) {
        await().alias("seed " + seed)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(inElasticsearch(table).history()).containsAll(rows));
    }

    /** At the end of each window, by both sinks: a sum of flows, a count, and what was alive. */
    private void assertHistoryEqualsTheModel(MembershipTable table) throws Exception {
        List<HistoryRow> rows = inKafka(table).history();
        Histories.assertEqualsModel(rows, table);
        assertThat(rows).doesNotHaveDuplicates();
        awaitHistoryInElasticsearch(table, rows);
    }
}
