/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.testkit.FaultOrder;
import org.scyllaflink.testkit.ScyllaDbServer;

class StandInRestartITCase {
    private static final int ROWS = 300;

    @Test
    void rowsLogAndStreamsOutliveAKill(@TempDir Path folder) {
        try (ScyllaDbServer server = ScyllaDbServer.start(folder, "--vnodes", "4")) {
            List<Row> streams;
            Set<ByteBuffer> used;
            try (Cluster cluster = connect(server)) {
                cluster.recreateKeyspace();
                cluster.session()
                        .execute(
                                "CREATE TABLE ks.t (pk int PRIMARY KEY, v int)"
                                        + " WITH cdc = {'enabled': true}");
                insert(cluster.session(), 0);
                server.kill(); // right after the last acknowledgement
            }
            server.restart();
            try (Cluster cluster = connect(server)) {
                CqlSession session = cluster.session();
                streams = Streams.descriptions(session);
                used = streamsOfLog(session);
                assertThat(session.execute("SELECT * FROM ks.t").all()).hasSize(ROWS);
                assertThat(log(session)).hasSize(ROWS);

                insert(session, ROWS);

                assertThat(log(session)).hasSize(2 * ROWS);
            }
            server.kill();
            server.restart();
            try (Cluster cluster = connect(server)) {
                assertThat(Streams.descriptions(cluster.session()))
                        .hasSize(4)
                        .extracting(Streams::idsOf)
                        .containsExactlyElementsOf(streams.stream().map(Streams::idsOf).toList());
                assertThat(Streams.all(cluster.session())).containsAll(used);
            }
        }
    }

    @Test
    void lateLogRowsOutliveAKillOnceTheyAreThere(@TempDir Path folder) {
        try (ScyllaDbServer server = ScyllaDbServer.start(folder, "--vnodes", "1")) {
            try (Cluster cluster = connect(server)) {
                CqlSession session = cluster.session();
                cluster.recreateKeyspace();
                session.execute(
                        "CREATE TABLE ks.t (pk int PRIMARY KEY, v int)"
                                + " WITH cdc = {'enabled': true}");
                session.execute(FaultOrder.delayLog("ks.t", Duration.ofMillis(300)));
                session.execute("INSERT INTO ks.t (pk, v) VALUES (1, 1)");
                Awaitility.await()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> !log(session).isEmpty());
                // Well below the 100 ms after which Cassandra marks its commit log by itself.
                Awaitility.await().pollDelay(Duration.ofMillis(20)).until(() -> true);
                server.kill();
            }
            server.restart();
            try (Cluster cluster = connect(server)) {
                assertThat(log(cluster.session())).hasSize(1);
            }
        }
    }

    private static Cluster connect(ScyllaDbServer server) {
        return Cluster.connect(server.address(), server.datacenter());
    }

    private static void insert(CqlSession session, int from) {
        PreparedStatement insert = session.prepare("INSERT INTO ks.t (pk, v) VALUES (?, ?)");
        for (int i = from; i < from + ROWS; i++) {
            session.execute(insert.bind(i, i));
        }
    }

    private static List<Row> log(CqlSession session) {
        return session.execute("SELECT * FROM ks.t_scylla_cdc_log").all();
    }

    private static Set<ByteBuffer> streamsOfLog(CqlSession session) {
        Set<ByteBuffer> streams = new HashSet<>();
        log(session).forEach(row -> streams.add(row.getByteBuffer("\"cdc$stream_id\"")));
        return streams;
    }
}
