/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.testkit.StreamTables.CLOSED;
import static org.scyllaflink.testkit.StreamTables.CURRENT;
import static org.scyllaflink.testkit.StreamTables.OPENED;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Keyspaces with tablets, and what clients see of the streams of their tables. */
class TabletsITCase {

    private static ScyllaDbServer server;
    private static CqlSession session;

    /** A table of its own for each test, with two tablets. */
    private String table;

    private Instant created;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = ScyllaDbServer.start(folder, "--vnodes", "2");
        session = Sessions.open(server);
        session.execute(
                "CREATE KEYSPACE tab WITH "
                        + StreamTables.REPLICATION
                        + " AND tablets = {'enabled': true, 'initial': 2}");
    }

    @AfterAll
    static void stop() {
        session.close();
        server.close();
    }

    @BeforeEach
    void createTable(TestInfo test) {
        table = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        session.execute(
                "CREATE TABLE tab."
                        + table
                        + " (pk int PRIMARY KEY, v int) WITH cdc = {'enabled': true}");
        created = Instant.now();
    }

    @Test
    void onlyKeyspacesWithTabletsAreListed() {
        session.execute(
                "CREATE KEYSPACE vn WITH "
                        + StreamTables.REPLICATION
                        + " AND tablets = {'enabled': false}");
        session.execute("CREATE KEYSPACE vd WITH " + StreamTables.REPLICATION);
        session.execute("CREATE TABLE vn.t (pk int PRIMARY KEY) WITH cdc = {'enabled': true}");
        session.execute("INSERT INTO vn.t (pk) VALUES (1)");

        List<Row> keyspaces = session.execute("SELECT * FROM system_schema.scylla_keyspaces").all();
        assertThat(keyspaces).hasSize(1);
        assertThat(keyspaces.get(0).getString("keyspace_name")).isEqualTo("tab");
        assertThat(keyspaces.get(0).getInt("initial_tablets")).isEqualTo(2);
        assertThat(
                        session.execute(
                                        "SELECT * FROM system.cdc_timestamps WHERE keyspace_name ="
                                                + " 'vn' AND table_name = 't'")
                                .all())
                .isEmpty();
        ByteBuffer stream =
                session.execute("SELECT * FROM vn.t_scylla_cdc_log")
                        .one()
                        .getByteBuffer("cdc$stream_id");
        Instant generation = StreamTables.generationTimes(session).get(0);
        assertThat(StreamTables.generationStreams(session, generation)).contains(stream);
    }

    @Test
    void impossibleTabletsAreRefused() {
        assertThatThrownBy(() -> keyspaceWith("{'enabled': 'maybe'}"))
                .isInstanceOf(InvalidConfigurationInQueryException.class)
                .hasMessage("Tablets enabled value must be true or false; found: maybe");
        assertThatThrownBy(
                        () ->
                                session.execute(
                                        "CREATE KEYSPACE bad WITH replication = {'class':"
                                                + " 'SimpleStrategy', 'replication_factor': 1}"
                                                + " AND tablets = {'enabled': true}"))
                .isInstanceOf(InvalidConfigurationInQueryException.class)
                .hasMessage("SimpleStrategy doesn't support tablet replication");
        assertThatThrownBy(
                        () ->
                                session.execute(
                                        "ALTER KEYSPACE tab WITH replication = {'class':"
                                                + " 'SimpleStrategy', 'replication_factor': 1}"))
                .hasMessage("SimpleStrategy doesn't support tablet replication");
        assertThatThrownBy(
                        () ->
                                session.execute(
                                        "ALTER KEYSPACE tab WITH tablets = {'enabled': false}"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessage("Cannot alter replication strategy vnode/tablets flavor");
        assertThatThrownBy(() -> session.execute(StreamOrder.splitTablet(2, name(), Instant.now())))
                .hasMessage(name() + ": tablet: 2 (expected: 0 to 1)");
        assertThatThrownBy(
                        () -> session.execute(StreamOrder.resizeTablets(name(), 3, Instant.now())))
                .hasMessage(name() + ": tablets: 3 (expected: a power of two up to 16384)");
    }

    private static void keyspaceWith(String tablets) {
        session.execute(
                "CREATE KEYSPACE bad WITH "
                        + StreamTables.REPLICATION
                        + " AND tablets = "
                        + tablets);
    }

    @Test
    void newTablesGetAsManyTabletsAsTheKeyspaceAsksForThen() {
        session.execute(
                "CREATE KEYSPACE alt WITH "
                        + StreamTables.REPLICATION
                        + " AND tablets = {'initial': 3}");
        session.execute("CREATE TABLE alt.a (pk int PRIMARY KEY) WITH cdc = {'enabled': true}");
        session.execute("ALTER KEYSPACE alt WITH tablets = {'initial': 0}");
        session.execute("CREATE TABLE alt.b (pk int PRIMARY KEY) WITH cdc = {'enabled': true}");

        assertThat(currentStreams("alt", "a")).isEqualTo(4);
        assertThat(currentStreams("alt", "b")).isEqualTo(8);
        session.execute("DROP KEYSPACE alt");
        session.execute("CREATE KEYSPACE alt WITH " + StreamTables.REPLICATION);
        session.execute("CREATE TABLE alt.a (pk int PRIMARY KEY) WITH cdc = {'enabled': true}");
        assertThat(StreamTables.setTimes(session, "alt", "a")).isEmpty();
        session.execute("DROP KEYSPACE alt");
    }

    private static int currentStreams(String keyspace, String of) {
        Instant time = StreamTables.setTimes(session, keyspace, of).get(0);
        return StreamTables.streams(session, keyspace, of, time, CURRENT).size();
    }

    @Test
    void theFirstSetIsFiveSecondsOldAndOpensAllItsStreams() {
        List<Instant> times = times();

        assertThat(times).hasSize(1);
        assertThat(times.get(0)).isBetween(created.minusSeconds(7), created.minusSeconds(5));
        assertThat(tokens(streams(times.get(0), CURRENT))).containsExactly(-1L, Long.MAX_VALUE);
        assertThat(streams(times.get(0), OPENED)).isEqualTo(streams(times.get(0), CURRENT));
        assertThat(streams(times.get(0), CLOSED)).isEmpty();
    }

    @Test
    void aResizeReplacesAllStreamsFromItsTimeOn() {
        Instant resize = soon();
        long micros = resize.toEpochMilli() * 1000;
        session.execute(StreamOrder.resizeTablets(name(), 4, resize));

        for (int pk = 0; pk < 20; pk++) {
            insert(pk, micros - 1);
            insert(100 + pk, micros);
        }
        Awaitility.await().until(() -> Instant.now().isAfter(resize));
        insert(1000, micros - Duration.ofSeconds(5).toNanos() / 1000);

        assertThat(times()).hasSize(2).startsWith(resize);
        List<ByteBuffer> before = streams(times().get(1), CURRENT);
        List<ByteBuffer> after = streams(resize, CURRENT);
        assertThat(streams(resize, CLOSED)).isEqualTo(before);
        assertThat(streams(resize, OPENED)).isEqualTo(after);
        assertThat(tokens(after))
                .containsExactly(-4611686018427387905L, -1L, 4611686018427387903L, Long.MAX_VALUE);
        Map<Integer, Long> tokens = new HashMap<>();
        session.execute("SELECT pk, token(pk) FROM " + name())
                .forEach(row -> tokens.put(row.getInt(0), row.getLong(1)));
        assertThat(log()).hasSize(41);
        for (Row row : log()) {
            boolean old = row.getInt("pk") < 100 || row.getInt("pk") == 1000;
            List<ByteBuffer> set = old ? before : after;
            long token = tokens.get(row.getInt("pk"));
            assertThat(row.getByteBuffer("cdc$stream_id"))
                    .isEqualTo(set.stream().filter(id -> id.getLong(0) >= token).findFirst().get());
        }
    }

    @Test
    void aPartialChangeKeepsTheOtherStreams() {
        Instant split = soon();
        Instant merge = split.plusMillis(1);
        session.execute(StreamOrder.splitTablet(1, name(), split));
        session.execute(StreamOrder.mergeTablets(0, name(), merge));

        List<ByteBuffer> first = streams(times().get(2), CURRENT);
        List<ByteBuffer> halves = streams(split, OPENED);
        assertThat(streams(split, CLOSED)).containsExactly(first.get(1));
        assertThat(tokens(halves)).containsExactly(4611686018427387903L, Long.MAX_VALUE);
        assertThat(streams(split, CURRENT))
                .containsExactly(first.get(0), halves.get(0), halves.get(1));
        assertThat(streams(merge, CLOSED)).containsExactly(first.get(0), halves.get(0));
        assertThat(tokens(streams(merge, OPENED))).containsExactly(4611686018427387903L);
        assertThat(streams(merge, CURRENT))
                .containsExactly(streams(merge, OPENED).get(0), halves.get(1));
    }

    @Test
    void clientsAskForStreamSetsAsScyllasOwnLibrariesDo() {
        Instant first = times().get(0);
        Instant second = soon();
        session.execute(StreamOrder.resizeTablets(name(), 4, second));

        PreparedStatement next =
                session.prepare(
                        "SELECT timestamp FROM system.cdc_timestamps WHERE keyspace_name=? AND"
                                + " table_name=? AND timestamp>? ORDER BY timestamp ASC LIMIT 1");
        assertThat(session.execute(next.bind("tab", table, Instant.EPOCH)).one().getInstant(0))
                .isEqualTo(first);
        assertThat(session.execute(next.bind("tab", table, first)).one().getInstant(0))
                .isEqualTo(second);
        assertThat(session.execute(next.bind("tab", table, second)).one()).isNull();
        PreparedStatement streams =
                session.prepare(
                        "SELECT stream_id FROM system.cdc_streams WHERE keyspace_name=? AND"
                                + " table_name=? AND timestamp=? AND stream_state=?");
        assertThat(streams.getResultSetDefinitions().get(0).getType()).isEqualTo(DataTypes.BLOB);
        List<ByteBuffer> paged = new ArrayList<>();
        session.execute(streams.bind("tab", table, second, CURRENT).setPageSize(1))
                .forEach(row -> paged.add(row.getByteBuffer(0)));
        assertThat(paged).isEqualTo(streams(second, CURRENT));
        assertThat(
                        session.execute(
                                        "SELECT min(timestamp) FROM system.cdc_timestamps WHERE"
                                                + " keyspace_name = ? AND table_name = ?",
                                        "tab",
                                        table)
                                .one()
                                .getInstant(0))
                .isEqualTo(first);
    }

    @Test
    void allRowsOfATableAreInTheOrderOfTimeStateAndToken() {
        session.execute(StreamOrder.resizeTablets(name(), 4, soon()));

        List<Row> rows =
                session.execute(
                                "SELECT * FROM system.cdc_streams WHERE keyspace_name = 'tab' AND"
                                        + " table_name = ?",
                                table)
                        .all();

        assertThat(rows)
                .extracting(row -> row.getByte("stream_state"))
                .containsExactly(new Byte[] {0, 0, 2, 2, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2});
        assertThat(rows).extracting(row -> row.getInstant("timestamp")).isSorted();
        assertThat(rows.subList(4, 8))
                .extracting(row -> row.getByteBuffer("stream_id").getLong(0))
                .isSorted();
        assertThat(session.execute("SELECT * FROM system.cdc_streams").all())
                .hasSizeGreaterThan(13);
    }

    @Test
    void streamsLiveAsLongAsTheLogTable() {
        List<ByteBuffer> first = streams(times().get(0), CURRENT);

        session.execute("ALTER TABLE " + name() + " WITH cdc = {'enabled': false}");
        assertThat(times()).hasSize(1);
        session.execute("ALTER TABLE " + name() + " WITH cdc = {'enabled': true}");
        assertThat(streams(times().get(0), CURRENT)).isEqualTo(first);

        session.execute("ALTER TABLE " + name() + " WITH cdc = {'enabled': false}");
        session.execute("DROP TABLE " + name() + "_scylla_cdc_log");
        assertThat(times()).isEmpty();
        session.execute("ALTER TABLE " + name() + " WITH cdc = {'enabled': true}");

        assertThat(times()).hasSize(1);
        assertThat(streams(times().get(0), CURRENT)).doesNotContainAnyElementsOf(first).hasSize(2);
    }

    @Test
    void setsWhoseLogRowsHaveExpiredAreCollected() {
        Instant first = times().get(0);
        Instant second = soon();
        session.execute(StreamOrder.resizeTablets(name(), 4, second));
        session.execute("ALTER TABLE " + name() + " WITH cdc = {'enabled': true, 'ttl': 0}");
        session.execute(StreamOrder.collectStreams(name(), second.plusSeconds(1_000_000)));
        assertThat(times()).containsExactly(second, first);
        session.execute("ALTER TABLE " + name() + " WITH cdc = {'enabled': true, 'ttl': 100}");

        session.execute(StreamOrder.collectStreams(name(), second.plusMillis(99_999)));
        assertThat(times()).containsExactly(second, first);
        session.execute(StreamOrder.collectStreams(name(), second.plusMillis(100_000)));

        assertThat(times()).containsExactly(second);
        assertThat(streams(second, OPENED)).hasSize(4).isEqualTo(streams(second, CURRENT));
        assertThat(streams(second, CLOSED)).isEmpty();
        assertThatThrownBy(() -> insert(1, second.toEpochMilli() * 1000 - 1))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("could not find any CDC stream for timestamp");
    }

    private static Instant soon() {
        return Instant.ofEpochMilli(System.currentTimeMillis() + 2000);
    }

    private String name() {
        return "tab." + table;
    }

    private void insert(int pk, long micros) {
        session.execute(
                "INSERT INTO " + name() + " (pk, v) VALUES (?, 0) USING TIMESTAMP " + micros, pk);
    }

    private List<Row> log() {
        return session.execute("SELECT \"cdc$stream_id\", pk, v FROM " + name() + "_scylla_cdc_log")
                .all();
    }

    private List<Instant> times() {
        return StreamTables.setTimes(session, "tab", table);
    }

    private List<ByteBuffer> streams(Instant time, byte state) {
        return StreamTables.streams(session, "tab", table, time, state);
    }

    private static List<Long> tokens(List<ByteBuffer> streams) {
        return streams.stream().map(id -> id.getLong(0)).toList();
    }
}
