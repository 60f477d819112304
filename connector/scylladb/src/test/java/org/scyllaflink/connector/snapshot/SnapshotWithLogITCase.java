/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.cql.BaseTables;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.testkit.FaultOrder;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** Snapshot and log together, while the table is written to: the changelog is the table. */
@Timeout(240)
@ExtendWith(ScyllaDbExtension.class)
class SnapshotWithLogITCase {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(2)
                            .setNumberSlotsPerTaskManager(3)
                            .build());

    /** What TTLs of {@link LiveTable} are at most, if they are meant to end in the test. */
    private static final Duration SHORT_TTLS = Duration.ofSeconds(6);

    private static final Duration AFTER_SNAPSHOT = Duration.ofSeconds(4);

    private final long seed = ThreadLocalRandom.current().nextLong();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theChangelogIsTheTableAfterWritesAndFailures(
            boolean elementTimes, @TempDir Path folder, ScyllaDbServer server) throws Exception {
        System.out.println("SnapshotWithLogITCase: seed " + seed);
        TableName name = new TableName("snapshot_failures_" + elementTimes, "live");
        try (LiveTable table = new LiveTable(server, name, 300, seed, elementTimes)) {
            table.fill(3_000);
            table.enableLog();
            if (!elementTimes) {
                table.session().execute(FaultOrder.refuseElementTimes(name.toString()));
            }
            AtomicBoolean goesOn = new AtomicBoolean(true);
            LastRows.Shown shown = LastRows.begin(name.toString());
            Instant logStart = serverTime(server);
            CompletableFuture<Integer> writes =
                    CompletableFuture.supplyAsync(() -> table.writeWhile(goesOn, 40));
            JobClient job =
                    SnapshotJob.of(2, folder).withRowsPerSecond(500).start(server, name, logStart);
            for (int rows : new int[] {600, 1_500, 2_500}) {
                await().atMost(Duration.ofSeconds(60)).until(() -> shown.rows().size() > rows);
                shown.failOnce();
                await().atMost(Duration.ofSeconds(60)).until(() -> shown.failuresLeft() == 0);
            }
            // Once more when the snapshot has ended and the log goes on.
            await().pollDelay(AFTER_SNAPSHOT).until(() -> true);
            shown.failOnce();
            await().atMost(Duration.ofSeconds(60)).until(() -> shown.failuresLeft() == 0);
            awaitEqual(table, shown, goesOn, writes);
            job.cancel().get();
        }
    }

    @Test
    void goesOnFromASavepointInMidSnapshotWithAnotherParallelism(
            @TempDir Path folder, ScyllaDbServer server) throws Exception {
        System.out.println("SnapshotWithLogITCase: seed " + seed);
        TableName name = new TableName("snapshot_savepoint", "live");
        try (LiveTable table = new LiveTable(server, name, 200, seed, true)) {
            table.fill(2_000);
            table.enableLog();
            AtomicBoolean goesOn = new AtomicBoolean(true);
            LastRows.Shown shown = LastRows.begin(name.toString());
            Instant logStart = serverTime(server);
            CompletableFuture<Integer> writes =
                    CompletableFuture.supplyAsync(() -> table.writeWhile(goesOn, 40));
            JobClient first =
                    SnapshotJob.of(3, folder).withRowsPerSecond(300).start(server, name, logStart);
            await().atMost(Duration.ofSeconds(60)).until(() -> shown.rows().size() > 500);
            String savepoint =
                    first.stopWithSavepoint(false, folder.toString(), SavepointFormatType.CANONICAL)
                            .get();
            assertThat(shown.rows().size()).isLessThan(1_900);

            // A job that is planned anew gives a later start, of which nothing may come.
            SnapshotJob settings = SnapshotJob.of(2, folder).goingOnFrom(savepoint);
            JobClient second = settings.start(server, name, serverTime(server));
            awaitEqual(table, shown, goesOn, writes);
            second.cancel().get();
        }
    }

    /** {@code -Dsnapshot.rows=1000000 -Dtest.jvm.arguments=-Xmx6g} for a long one. */
    @Test
    @Timeout(900)
    void manyRowsAreReadWhileTheyAreWritten(@TempDir Path folder, ScyllaDbServer server)
            throws Exception {
        System.out.println("SnapshotWithLogITCase: seed " + seed);
        int rows = Integer.getInteger("snapshot.rows", 30_000);
        TableName name = new TableName("snapshot_many", "live");
        try (LiveTable table = new LiveTable(server, name, rows / 50, seed, true)) {
            table.fill(rows);
            table.enableLog();
            AtomicBoolean goesOn = new AtomicBoolean(true);
            LastRows.Shown shown = LastRows.begin(name.toString());
            Instant logStart = serverTime(server);
            CompletableFuture<Integer> writes =
                    CompletableFuture.supplyAsync(() -> table.writeWhile(goesOn, rows / 50));
            SnapshotJob settings = SnapshotJob.of(2, folder).atFullSpeed();
            long begun = System.nanoTime();
            JobClient job = settings.start(server, name, logStart);
            // Some are deleted meanwhile.
            await().atMost(Duration.ofSeconds(600)).until(() -> shown.changes() > 0.95 * rows);
            System.out.printf(
                    "SnapshotWithLogITCase: %d rows of %d after %.1f s%n",
                    shown.changes(), rows, (System.nanoTime() - begun) / 1e9);
            awaitEqual(table, shown, goesOn, writes);
            job.cancel().get();
        }
    }

    /** Without a snapshot: what the log does not tell of a partition is read when it is touched. */
    @Test
    void partitionsThatAreTouchedAreWhole(@TempDir Path folder, ScyllaDbServer server)
            throws Exception {
        System.out.println("SnapshotWithLogITCase: seed " + seed);
        TableName name = new TableName("snapshot_touched", "live");
        try (LiveTable table = new LiveTable(server, name, 100, seed, true)) {
            table.fill(2_000);
            table.enableLog();
            AtomicBoolean goesOn = new AtomicBoolean(true);
            LastRows.Shown shown = LastRows.begin(name.toString());
            Instant logStart = serverTime(server);
            CompletableFuture<Integer> writes =
                    CompletableFuture.supplyAsync(() -> table.writeWhile(goesOn, 40));
            JobClient job =
                    SnapshotJob.of(2, folder).withoutSnapshot().start(server, name, logStart);
            await().atMost(Duration.ofSeconds(60)).until(() -> shown.changes() > 500);
            shown.failOnce();
            await().atMost(Duration.ofSeconds(60)).until(() -> shown.failuresLeft() == 0);
            awaitEqual(table, shown, goesOn, writes, table.writtenPartitions()::contains);
            job.cancel().get();
        }
    }

    @Test
    void rowsExpireInTheSecondInWhichTheyDoInTheTable(@TempDir Path folder, ScyllaDbServer server)
            throws Exception {
        TableName name = new TableName("snapshot_expiry", "live");
        try (LiveTable table = new LiveTable(server, name, 50, seed, true)) {
            table.fillExpiring(200, 30);
            Map<String, Long> seconds = expirySeconds(table, name);
            table.enableLog();
            LastRows.Shown shown = LastRows.begin(name.toString());
            JobClient job = SnapshotJob.of(2, folder).start(server, name, serverTime(server));
            await().atMost(Duration.ofSeconds(90)).until(() -> shown.expired().size() == 200);
            job.cancel().get();

            Map<String, Long> expired = new HashMap<>();
            shown.expired().forEach((key, millis) -> expired.put(key, millis / 1_000));
            assertThat(expired).isEqualTo(seconds);
            assertThat(shown.faults()).isEmpty();
        }
    }

    /** Asked row by row, each in one and the same second of the server. */
    private static Map<String, Long> expirySeconds(LiveTable table, TableName name) {
        Map<String, Long> seconds = new HashMap<>();
        for (Row key : table.session().execute("SELECT pk, ck FROM " + name)) {
            String row = " WHERE pk = " + key.getInt(0) + " AND ck = " + key.getInt(1);
            String question = "SELECT TTL(a), toTimestamp(now()) FROM " + name + row;
            await().pollDelay(Duration.ZERO)
                    .until(
                            () -> {
                                long begun = System.nanoTime();
                                Row answer = table.session().execute(question).one();
                                long millis = answer.getInstant(1).toEpochMilli();
                                long taken = (System.nanoTime() - begun) / 1_000_000 + 1;
                                seconds.put(
                                        key.getInt(0) + "/" + key.getInt(1),
                                        millis / 1_000 + answer.getInt(0));
                                return (millis - taken) / 1_000 == millis / 1_000;
                            });
        }
        return seconds;
    }

    private static void awaitEqual(
            LiveTable table,
            LastRows.Shown shown,
            AtomicBoolean goesOn,
            CompletableFuture<Integer> writes)
            throws Exception {
        awaitEqual(table, shown, goesOn, writes, partition -> true);
    }

    /** Writes end, and from then on the rows of some partitions become equal. */
    private static void awaitEqual(
            LiveTable table,
            LastRows.Shown shown,
            AtomicBoolean goesOn,
            CompletableFuture<Integer> writes,
            IntPredicate compared)
            throws Exception {
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        goesOn.set(false);
        assertThat(writes.get()).isGreaterThan(500);
        await().pollDelay(SHORT_TTLS).until(() -> true);
        Map<String, String> rows = table.rows();
        rows.keySet().removeIf(key -> !compared.test(partition(key)));
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(shown.differences(rows)).isEmpty());
        assertThat(table.rows().entrySet().containsAll(rows.entrySet()))
                .as("no row expires while it is compared")
                .isTrue();
        assertThat(shown.faults()).isEmpty();
        System.out.println(
                "SnapshotWithLogITCase: "
                        + rows.size()
                        + " rows, "
                        + writes.get()
                        + " writes meanwhile");
    }

    private static int partition(String key) {
        return Integer.parseInt(key.substring(0, key.indexOf('/')));
    }

    private static Instant serverTime(ScyllaDbServer server) throws Exception {
        try (BaseTables tables = SnapshotJob.connection(server).openTables()) {
            return tables.serverTime();
        }
    }
}
