/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scyllaflink.testkit.StreamTables.CURRENT;
import static org.scyllaflink.testkit.StreamTables.REPLICATION;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When clients see generations and stream sets, also after a kill of the server. */
class PublicationITCase {
    @TempDir private Path folder;
    private ScyllaDbServer server;
    private CqlSession session;

    @BeforeEach
    void start() {
        server = ScyllaDbServer.start(folder, "--tablets", "4");
        session = Sessions.open(server);
        session.execute("CREATE KEYSPACE ks WITH " + REPLICATION);
        session.execute("CREATE TABLE ks.t (pk int PRIMARY KEY) WITH cdc = {'enabled': true}");
    }

    @AfterEach
    void stop() {
        session.close();
        server.close();
    }

    @Test
    void aSetPublishedLateTakesWritesBeforeClientsSeeIt() {
        Instant change = soon();
        Instant published = Instant.now().plusSeconds(3);
        session.execute(
                StreamOrder.publishedAt(StreamOrder.resizeTablets("ks.t", 8, change), published));
        insert(1, change);

        assertThat(times()).hasSize(1);
        assertThat(streamOf(1)).isNotIn(streams(times().get(0)));
        Awaitility.await().until(() -> times().size() == 2);

        assertThat(Instant.now()).isAfter(published.minusMillis(1));
        assertThat(streamOf(1)).isIn(streams(change));
    }

    @Test
    void clientsSeeNothingWhileGenerationsAreHidden() {
        Instant until = Instant.now().plusSeconds(2);
        session.execute(StreamOrder.hideGenerations(until));

        assertThat(generationTimes()).isEmpty();
        assertThat(times()).isEmpty();
        insert(1, Instant.now());
        Awaitility.await().until(() -> !generationTimes().isEmpty());

        assertThat(Instant.now()).isAfter(until.minusMillis(1));
        assertThat(times()).hasSize(1);
    }

    @Test
    void aKillChangesNothing() {
        Instant split = soon();
        session.execute(StreamOrder.splitTablet(3, "ks.t", split));
        Instant published = Instant.now().plusSeconds(15);
        session.execute(StreamOrder.publishedAt(StreamOrder.newGeneration(split), published));
        List<String> streams = allStreams();

        session.close();
        server.kill();
        server.restart();
        session = Sessions.open(server);

        assertThat(streams).hasSize(4 + 4 + 5 + 1 + 2);
        assertThat(allStreams()).isEqualTo(streams);
        assertThat(
                        session.execute("SELECT * FROM system_schema.scylla_keyspaces")
                                .one()
                                .getInt("initial_tablets"))
                .isEqualTo(4);
        insert(1, split);
        assertThat(streamOf(1)).isIn(streams(split));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> generationTimes().size() == 2);
        assertThat(Instant.now()).isAfter(published.minusMillis(1));
    }

    private void insert(int pk, Instant time) {
        session.execute(
                "INSERT INTO ks.t (pk) VALUES (?) USING TIMESTAMP " + time.toEpochMilli() * 1000,
                pk);
    }

    private ByteBuffer streamOf(int pk) {
        for (Row row : session.execute("SELECT pk, \"cdc$stream_id\" FROM ks.t_scylla_cdc_log")) {
            if (row.getInt(0) == pk) {
                return row.getByteBuffer(1);
            }
        }
        throw new AssertionError("no log row of " + pk);
    }

    private List<ByteBuffer> streams(Instant time) {
        return StreamTables.streams(session, "ks", "t", time, CURRENT);
    }

    private List<String> allStreams() {
        return session.execute("SELECT * FROM system.cdc_streams").all().stream()
                .map(Row::getFormattedContents)
                .toList();
    }

    private List<Instant> times() {
        return StreamTables.setTimes(session, "ks", "t");
    }

    private List<Instant> generationTimes() {
        return StreamTables.generationTimes(session);
    }

    private static Instant soon() {
        return Instant.ofEpochMilli(System.currentTimeMillis() + 2000);
    }
}
