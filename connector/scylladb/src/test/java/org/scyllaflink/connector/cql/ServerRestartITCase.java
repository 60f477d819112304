/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.testkit.ScyllaDbServer;

/** A server that is killed and comes back costs time and nothing else. */
@Timeout(180)
class ServerRestartITCase {

    private static final int WRITES = 50;

    @Test
    void readingGoesOnWhereTheServerWasKilled(@TempDir Path folder) throws Exception {
        try (ScyllaDbServer server = ScyllaDbServer.start(folder, "--vnodes", "2")) {
            try (TestDatabase database = TestDatabase.make(server, "restart_it")) {
                database.execute(
                        "CREATE TABLE restart_it.t (pk int, ck int, PRIMARY KEY (pk, ck))"
                                + " WITH cdc = {'enabled': true}");
                for (int i = 0; i < WRITES; i++) {
                    database.execute("INSERT INTO restart_it.t (pk, ck) VALUES (1, " + i + ")");
                }
            }
            try (CdcCluster cluster =
                    ScyllaConnection.to(server.contactPoint())
                            .withReads(ReadSettings.DEFAULT.withPageSize(5))
                            .connect()) {
                readAcrossARestart(server, cluster);
            }
        }
    }

    private static void readAcrossARestart(ScyllaDbServer server, CdcCluster cluster)
            throws IOException {
        TableName table = new TableName("restart_it", "t");
        List<ChangeBatch> before = LogScan.all(cluster, table);
        StreamId stream = before.get(0).stream();
        GenerationCatalog generations = cluster.generations(table);
        LogRange all = new LogRange(stream, generations.starts().get(0), LogScan.FROM, LogScan.TO);
        LogPage page = cluster.log(cluster.table(table)).read(all).toCompletableFuture().join();
        List<ChangeBatch> across = new ArrayList<>(page.batches());

        server.process().kill();
        CompletionStage<LogPage> next = page.next();
        CompletableFuture<Void> restarted =
                CompletableFuture.runAsync(
                        server.process()::restart,
                        CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS));
        page = next.toCompletableFuture().join();
        across.addAll(page.batches());
        while (!page.isLast()) {
            page = page.next().toCompletableFuture().join();
            across.addAll(page.batches());
        }
        restarted.join();

        assertThat(across).isEqualTo(before).hasSize(WRITES);
        assertThat(LogScan.all(cluster, table)).isEqualTo(before);
    }
}
