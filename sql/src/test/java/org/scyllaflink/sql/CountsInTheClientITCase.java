/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;
import org.scyllaflink.testkit.SqlClient;

/** What a user sees who makes a catalog, types one query, and lets the table change meanwhile. */
@ExtendWith(ScyllaDbExtension.class)
class CountsInTheClientITCase {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration WRITING = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = 4_000_000;
    private static final int USERS = 120;
    private static final int CAMPAIGNS = 6;
    private static final int SEGMENTS = 5;
    private static final int LONGEST_TTL = 8;
    private static final Pattern ROW =
            Pattern.compile("\\| ([+-][IUD]) \\| +(segment-\\d+|<NULL>) \\| +(\\d+) \\|");

    private final Random random;

    CountsInTheClientITCase() {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("CountsInTheClientITCase: seed " + seed);
        random = new Random(seed);
    }

    @Test
    void countsEndAsThoseOfTheTable(@TempDir Path folder, ScyllaDbServer server) {
        String script =
                """
                CREATE CATALOG scylla WITH ('type' = 'scylladb', %s);
                SELECT segment, COUNT(*) AS members FROM scylla.ks.memberships GROUP BY segment;
                """;
        try (Memberships members = Memberships.make(server, "ks")) {
            for (int i = 0; i < USERS; i++) {
                write(members);
            }
            try (SqlClient client =
                    SqlClient.run(
                            folder,
                            script.formatted(Script.catalogOptions(server)),
                            List.of(SqlJarITCase.JAR))) {
                await().atMost(LIMIT)
                        .failFast(() -> assertThat(client.output()).doesNotContain("[ERROR]"))
                        .until(
                                () -> {
                                    write(members);
                                    return !shown(client).isEmpty();
                                });
                long end = System.nanoTime() + WRITING.toNanos();
                while (System.nanoTime() < end) {
                    write(members);
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                // Every segment keeps one, so that its last count stays in the output.
                for (int i = 0; i < SEGMENTS; i++) {
                    members.join(USERS + i, 0, segment(i), 0, 0);
                }
                await().atMost(LIMIT)
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertThat(shown(client)).isEqualTo(members.counts()));
                // Still so when all TTLs have ended, and their seconds have been read.
                Map<String, Long> lasting = lasting(members);
                await().atMost(LIMIT)
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertThat(shown(client)).isEqualTo(lasting));
                assertThat(client.output()).contains("| -U |");
            }
        }
    }

    /** A row joins, with a TTL in one of three cases, moves or leaves, alone or with others. */
    private void write(Memberships members) {
        long user = random.nextInt(USERS);
        int campaign = random.nextInt(CAMPAIGNS);
        int ttl = random.nextInt(3) == 0 ? 1 + random.nextInt(LONGEST_TTL) : 0;
        String segment = segment(random.nextInt(SEGMENTS));
        switch (random.nextInt(10)) {
            case 0 ->
                    members.execute(
                            "DELETE FROM %s WHERE user_id = ? AND campaign >= ?", user, campaign);
            case 1 ->
                    members.execute(
                            "DELETE FROM %s WHERE user_id = ? AND campaign = ?", user, campaign);
            case 2 -> members.execute("DELETE FROM %s WHERE user_id = ?", user);
            case 3 ->
                    members.execute(
                            "UPDATE %s USING TTL ? SET segment = ? WHERE user_id = ? AND campaign"
                                    + " = ?",
                            ttl, segment, user, campaign);
            default -> members.join(user, campaign, segment, random.nextInt(100), ttl);
        }
    }

    private static String segment(int number) {
        return "segment-" + number;
    }

    /** The counts when no TTL is left. */
    private static Map<String, Long> lasting(Memberships members) {
        await().atMost(LIMIT)
                .until(
                        () ->
                                members
                                        .execute("SELECT TTL(score), TTL(segment) FROM %s")
                                        .all()
                                        .stream()
                                        .allMatch(row -> row.isNull(0) && row.isNull(1)));
        return members.counts();
    }

    /** What is left of the rows that the client has printed. */
    private static Map<String, Long> shown(SqlClient client) {
        Map<String, Long> counts = new TreeMap<>();
        Matcher row = ROW.matcher(client.output());
        while (row.find()) {
            if (row.group(1).startsWith("+")) {
                counts.put(row.group(2), Long.valueOf(row.group(3)));
            } else {
                counts.remove(row.group(2));
            }
        }
        return counts;
    }
}
