/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.testkit.KafkaExtension;
import org.scyllaflink.testkit.KafkaServer;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;
import org.scyllaflink.testkit.SqlClient;

/** Each script of {@code sql/scripts}, run by Flink's own SQL client. */
@ExtendWith({ScyllaDbExtension.class, KafkaExtension.class})
class SqlScriptsITCase {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String FIRST = "segment-00001";
    private static final String SECOND = "segment-00002";

    private Memberships members;

    @BeforeEach
    void make(ScyllaDbServer server) {
        members = Memberships.make(server, "ads");
        members.join(1, 1, FIRST, 10, 0);
        members.join(1, 2, SECOND, 90, 0);
        members.join(2, 1, FIRST, 60, 0);
    }

    @AfterEach
    void close() {
        members.close();
    }

    @Test
    void tailATable(@TempDir Path folder, ScyllaDbServer server, KafkaServer kafka)
            throws IOException {
        try (SqlClient client = Script.run("01-tail-a-table.sql", folder, server, kafka)) {
            until(
                    client,
                    () ->
                            assertThat(client.output())
                                    .containsPattern(row("+I", ".*", 1, 1))
                                    .containsPattern(row("+I", ".*", 1, 2))
                                    .containsPattern(row("+I", ".*", 2, 1)));
            members.join(3, 1, FIRST, 70, 2);
            members.execute("UPDATE %s SET score = 11 WHERE user_id = 1 AND campaign = 1");
            members.execute("DELETE FROM %s WHERE user_id = 1 AND campaign > 1");
            until(
                    client,
                    () ->
                            assertThat(client.output())
                                    .containsPattern(row("+I", "write", 3, 1))
                                    .containsPattern(row("-D", "expiry", 3, 1))
                                    .containsPattern(row("+U", "write", 1, 1))
                                    .containsPattern(row("-D", "delete", 1, 2)));
        }
    }

    private static String row(String kind, String cause, int user, int campaign) {
        return String.format(
                "\\| \\%s \\|.*\\| +%s \\| +%d \\| +%d \\|", kind, cause, user, campaign);
    }

    @Test
    void filterToKafka(@TempDir Path folder, ScyllaDbServer server, KafkaServer kafka)
            throws IOException {
        try (SqlClient client = Script.run("02-filter-to-kafka.sql", folder, server, kafka);
                Topic topic = new Topic(kafka, "best-members")) {
            until(client, () -> assertThat(topic.newest()).hasSize(2));
            members.execute("UPDATE %s SET score = 51 WHERE user_id = 1 AND campaign = 1");
            members.execute("UPDATE %s SET score = 49 WHERE user_id = 1 AND campaign = 2");
            members.join(4, 1, SECOND, 99, 2);
            members.join(5, 1, SECOND, 99, 0);
            until(
                    client,
                    () -> {
                        assertThat(topic.values()).anyMatch(value -> value.contains(":4,"));
                        assertThat(topic.newest())
                                .containsOnly(
                                        best(1, 1, FIRST, 51),
                                        best(2, 1, FIRST, 60),
                                        best(5, 1, SECOND, 99));
                    });
        }
    }

    private static Map.Entry<String, String> best(
            int user, int campaign, String segment, int score) {
        String key = "\"user_id\":" + user + ",\"campaign\":" + campaign;
        return Map.entry(
                "{" + key + "}",
                "{" + key + ",\"segment\":\"" + segment + "\",\"score\":" + score + "}");
    }

    @Test
    void segmentCounts(@TempDir Path folder, ScyllaDbServer server, KafkaServer kafka)
            throws IOException {
        try (SqlClient client = Script.run("03-segment-counts.sql", folder, server, kafka);
                Topic topic = new Topic(kafka, "segment-counts")) {
            until(client, () -> assertThat(topic.newest()).isEqualTo(counts()));
            members.execute("DELETE FROM %s WHERE user_id = 1 AND campaign >= 2");
            members.join(6, 1, FIRST, 1, 2);
            members.join(7, 1, FIRST, 1, 0);
            until(
                    client,
                    () -> {
                        assertThat(topic.values()).anyMatch(value -> value.endsWith(":4}"));
                        assertThat(topic.newest()).isEqualTo(counts()).hasSize(1);
                    });
        }
    }

    /** As the topic has them. */
    private Map<String, String> counts() {
        Map<String, String> counts = new TreeMap<>();
        members.counts()
                .forEach(
                        (segment, count) -> {
                            String key = "\"segment\":\"" + segment + "\"";
                            counts.put("{" + key + "}", "{" + key + ",\"members\":" + count + "}");
                        });
        return counts;
    }

    @Test
    void expiredMembers(@TempDir Path folder, ScyllaDbServer server, KafkaServer kafka)
            throws IOException {
        members.join(8, 1, FIRST, 80, 4);
        members.join(9, 1, FIRST, 90, 0);
        members.execute("UPDATE %s USING TTL 1 SET score = 95 WHERE user_id = 9 AND campaign = 1");
        members.execute("DELETE FROM %s WHERE user_id = 1");
        try (SqlClient client = Script.run("04-expired-members.sql", folder, server, kafka);
                Topic topic = new Topic(kafka, "expired-members")) {
            until(
                    client,
                    () -> {
                        // Until one is written that the job is there to see expire.
                        members.join(10, 1, SECOND, 100, 1);
                        assertThat(topic.values())
                                .anyMatch(value -> value.contains("\"user_id\":10,"));
                    });
            assertThat(topic.values())
                    .allMatch(value -> value.matches(".*\"user_id\":(8|10),.*\"op\":\"d\".*"));
        }
    }

    @Test
    void snapshotOfASegment(@TempDir Path folder, ScyllaDbServer server, KafkaServer kafka)
            throws IOException {
        try (SqlClient client = Script.run("05-snapshot-of-a-segment.sql", folder, server, kafka);
                Topic topic = new Topic(kafka, "segment-members")) {
            assertThat(client.awaitEnd(LIMIT)).doesNotContain("[ERROR]");
            until(client, () -> assertThat(topic.values()).hasSize(2));
            assertThat(topic.values())
                    .containsExactlyInAnyOrder(
                            "{\"user_id\":1,\"campaign\":1,\"score\":10}",
                            "{\"user_id\":2,\"campaign\":1,\"score\":60}");
        }
    }

    /** Waits until it holds, but not for a client that has failed. */
    private static void until(SqlClient client, ThrowingRunnable assertion) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(300))
                .failFast(() -> assertThat(client.output()).doesNotContain("[ERROR]"))
                .untilAsserted(assertion);
    }
}
