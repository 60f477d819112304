/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.testkit.ScyllaDbServer;

/** What no vector tells: generations, schema changes over time, and the ways to send a write. */
class StandInITCase {
    private static ScyllaDbServer server;
    private static Cluster cluster;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = ScyllaDbServer.start(folder, "--vnodes", "4", "--shards", "2");
        cluster = Cluster.connect(server.address(), server.datacenter());
    }

    @AfterAll
    static void stop() {
        cluster.close();
        server.close();
    }

    @BeforeEach
    void createTable() {
        cluster.recreateKeyspace();
        session()
                .execute(
                        "CREATE TABLE ks.t (pk int, ck int, v int, PRIMARY KEY (pk, ck))"
                                + " WITH cdc = {'enabled': true}");
    }

    @Test
    void aNewGenerationTakesTheWritesFromItsTimeOn() {
        CqlSession session = session();
        Instant old = Streams.times(session).get(0);
        Instant switchTime = Instant.ofEpochMilli(System.currentTimeMillis() + 2000);

        session.execute(
                "ORDER NEW GENERATION AT " + switchTime.toEpochMilli() + " WITH VNODES 3 SHARDS 4");

        assertThat(Streams.times(session).get(0)).isEqualTo(switchTime);
        Set<ByteBuffer> oldStreams = Streams.of(session, old);
        Set<ByteBuffer> newStreams = Streams.of(session, switchTime);
        assertThat(newStreams).hasSize(3 * 4).doesNotContainAnyElementsOf(oldStreams);
        long micros = switchTime.toEpochMilli() * 1000;
        insertAt(1, micros - 1);
        insertAt(2, micros);
        Awaitility.await().until(() -> Instant.now().isAfter(switchTime.plusMillis(50)));
        insertAt(3, micros - 1);
        session.execute("INSERT INTO ks.t (pk, ck, v) VALUES (4, 0, 0)");

        assertThat(oldStreams).contains(streamOf(1), streamOf(3));
        assertThat(newStreams).contains(streamOf(2), streamOf(4));
    }

    @Test
    void aGenerationNoLaterThanTheLastIsRefused() {
        long last = Streams.times(session()).get(0).toEpochMilli();

        assertThatThrownBy(() -> session().execute("ORDER NEW GENERATION AT " + last))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("expected: a time after the last generation's, " + last);
        assertThatThrownBy(() -> session().execute("ORDER BREAKFAST"))
                .isInstanceOf(SyntaxError.class)
                .hasMessageContaining("\nORDER NEW GENERATION AT <millis>");
    }

    @Test
    void aWriteTooFarFromNowIsRefusedAndNotApplied() {
        long nowMicros = System.currentTimeMillis() * 1000;

        assertThatThrownBy(() -> insertAt(1, nowMicros + Duration.ofSeconds(7).toNanos() / 1000))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("\"from the future\"");
        assertThatThrownBy(() -> insertAt(1, 1))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("\"from the past\"");

        assertThat(session().execute("SELECT * FROM ks.t").all()).isEmpty();
        assertThat(log()).isEmpty();
    }

    @Test
    void writesAreLoggedHoweverTheyAreSent() {
        PreparedStatement insert =
                session().prepare("INSERT INTO ks.t (pk, ck, v) VALUES (?, ?, ?)");
        session().execute(insert.bind(1, 1, 1));
        session()
                .execute(
                        SimpleStatement.newInstance(
                                "INSERT INTO ks.t (pk, ck, v) VALUES (?, ?, ?)", 1, 2, 2));
        session()
                .execute(
                        BatchStatement.newInstance(
                                BatchType.LOGGED,
                                insert.bind(1, 3, 3),
                                SimpleStatement.newInstance(
                                        "DELETE FROM ks.t WHERE pk = 2 AND ck = 1")));
        session().execute("UPDATE ks.t SET v = 9 WHERE pk = 1 AND ck IN (1, 2)");

        assertThat(log())
                .extracting(
                        row -> row.getInt("pk") + "/" + row.getInt("ck") + "=" + row.getInt("v"))
                .containsExactlyInAnyOrder("1/1=1", "1/2=2", "1/3=3", "2/1=0", "1/1=9", "1/2=9");
    }

    @Test
    void aConditionalBatchIsLoggedAsOneGroupIfItIsApplied() {
        String batch =
                "BEGIN BATCH"
                        + " INSERT INTO ks.t (pk, ck, v) VALUES (1, 1, 1) IF NOT EXISTS;"
                        + " UPDATE ks.t SET v = 2 WHERE pk = 1 AND ck = 2;"
                        + " APPLY BATCH";

        assertThat(session().execute(batch).wasApplied()).isTrue();
        Row refused = session().execute(batch).one();

        assertThat(refused.getBoolean("[applied]")).isFalse();
        assertThat(refused.getInt("v")).isOne();
        assertThat(log()).extracting(row -> row.getInt("ck")).containsExactly(1, 2);
        assertThat(log())
                .extracting(row -> row.getUuid("\"cdc$time\""))
                .containsOnly(log().get(0).getUuid("\"cdc$time\""));
    }

    @Test
    void aRefusedWriteShowsTheRowAsItIs() {
        session().execute("INSERT INTO ks.t (pk, ck, v) VALUES (1, 1, 1)");

        Row refused =
                session().execute("UPDATE ks.t SET v = 3 WHERE pk = 1 AND ck = 1 IF v = 2").one();

        assertThat(refused.getBoolean("[applied]")).isFalse();
        assertThat(refused.getInt("v")).isOne();
        assertThat(log()).hasSize(1);
    }

    @Test
    void anUnsetValueIsNotLoggedAndANullIs() {
        PreparedStatement insert =
                session().prepare("INSERT INTO ks.t (pk, ck, v) VALUES (?, ?, ?)");
        session().execute(insert.boundStatementBuilder().setInt("pk", 1).setInt("ck", 1).build());
        session().execute(insert.bind(2, 1, null));

        assertThat(logOf(1).get(0).isNull("\"cdc$deleted_v\"")).isTrue();
        assertThat(logOf(2).get(0).getBoolean("\"cdc$deleted_v\"")).isTrue();
    }

    @Test
    void theLogFollowsTheColumnsOfItsTable() {
        PreparedStatement insert =
                session().prepare("INSERT INTO ks.t (pk, ck, v) VALUES (?, ?, ?)");
        session().execute(insert.bind(1, 1, 1));

        session().execute("ALTER TABLE ks.t ADD w text");
        session().execute("INSERT INTO ks.t (pk, ck, w) VALUES (2, 1, 'new')");
        assertThat(logOf(2).get(0).getString("w")).isEqualTo("new");
        session().execute("ALTER TABLE ks.t DROP v");
        session().execute("INSERT INTO ks.t (pk, ck, w) VALUES (3, 1, 'x')");

        assertThat(logOf(3).get(0).getColumnDefinitions().contains("v")).isFalse();
        assertThat(log()).hasSize(3);
    }

    @Test
    void aDisabledLogStaysAsItWasUntilItIsEnabledAgain() {
        session().execute("INSERT INTO ks.t (pk, ck, v) VALUES (1, 1, 1)");
        session().execute("ALTER TABLE ks.t WITH cdc = {'enabled': false}");
        session().execute("INSERT INTO ks.t (pk, ck, v) VALUES (2, 1, 1)");
        session().execute("ALTER TABLE ks.t ADD w int");
        assertThat(log()).hasSize(1);

        session().execute("ALTER TABLE ks.t WITH cdc = {'enabled': true, 'delta': 'keys'}");
        session().execute("INSERT INTO ks.t (pk, ck, w) VALUES (3, 1, 1)");

        assertThat(log()).hasSize(2);
        assertThat(logOf(3).get(0).isNull("w")).isTrue();
        session().execute("DROP TABLE ks.t");
        assertThatThrownBy(this::log).isInstanceOf(InvalidQueryException.class);
    }

    @Test
    void logRowsExpireByTheOptionAndNeverWhenItIsZero() {
        session().execute("ALTER TABLE ks.t WITH cdc = {'enabled': true, 'ttl': 1}");
        session().execute("INSERT INTO ks.t (pk, ck, v) VALUES (1, 1, 1)");
        session().execute("ALTER TABLE ks.t WITH cdc = {'enabled': true, 'ttl': 0}");
        session().execute("INSERT INTO ks.t (pk, ck, v) VALUES (2, 1, 1)");

        Awaitility.await().untilAsserted(() -> assertThat(logOf(1)).isEmpty());
        Row ttl =
                session()
                        .execute("SELECT TTL(\"cdc$operation\") AS t FROM ks.t_scylla_cdc_log")
                        .one();
        assertThat(ttl.isNull("t")).isTrue();
    }

    @Test
    void theDefaultTimeToLiveOfATableIsLogged() {
        session().execute("ALTER TABLE ks.t WITH default_time_to_live = 600");
        session().execute("INSERT INTO ks.t (pk, ck, v) VALUES (1, 1, 1)");

        assertThat(logOf(1).get(0).getLong("\"cdc$ttl\"")).isEqualTo(600);
    }

    @Test
    void tablesOnlyScyllaHasCanBeAsked() {
        List<Row> log =
                session()
                        .execute(
                                "SELECT partitioner FROM system_schema.scylla_tables WHERE"
                                        + " keyspace_name = 'ks' AND table_name ="
                                        + " 't_scylla_cdc_log'")
                        .all();

        assertThat(log.get(0).getString("partitioner"))
                .isEqualTo("com.scylladb.dht.CDCPartitioner");
        assertThat(
                        session()
                                .execute(
                                        "SELECT * FROM system_schema.scylla_keyspaces WHERE"
                                                + " keyspace_name = 'ks'")
                                .all())
                .isEmpty();
        assertThat(
                        session()
                                .execute(
                                        "SELECT min(timestamp) AS t FROM system.cdc_timestamps"
                                                + " WHERE keyspace_name = 'ks' AND table_name ="
                                                + " 't'")
                                .one()
                                .isNull("t"))
                .isTrue();
    }

    @Test
    void aTestMayWriteIntoALogItself() {
        session()
                .execute(
                        "INSERT INTO ks.t_scylla_cdc_log (\"cdc$stream_id\", \"cdc$time\","
                                + " \"cdc$batch_seq_no\", \"cdc$operation\", pk, ck)"
                                + " VALUES (0x00, now(), 0, -3, 1, 1)");

        assertThat(log()).hasSize(1);
        assertThatThrownBy(
                        () ->
                                session()
                                        .execute(
                                                "DELETE FROM ks.t_scylla_cdc_log WHERE"
                                                        + " \"cdc$stream_id\" = 0x00 AND"
                                                        + " \"cdc$time\" = now() AND"
                                                        + " \"cdc$batch_seq_no\" = 0 IF EXISTS"))
                .hasMessageContaining("LWT is not supported on CDC log tables");
    }

    private static CqlSession session() {
        return cluster.session();
    }

    private static void insertAt(int pk, long micros) {
        session()
                .execute(
                        "INSERT INTO ks.t (pk, ck, v) VALUES (?, 0, 0) USING TIMESTAMP " + micros,
                        pk);
    }

    private List<Row> log() {
        return session().execute("SELECT * FROM ks.t_scylla_cdc_log").all();
    }

    private List<Row> logOf(int pk) {
        return log().stream().filter(row -> row.getInt("pk") == pk).toList();
    }

    private ByteBuffer streamOf(int pk) {
        return logOf(pk).get(0).getByteBuffer("\"cdc$stream_id\"");
    }
}
