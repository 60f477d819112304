/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.testkit.FaultOrder;
import org.scyllaflink.testkit.ReadFailure;
import org.scyllaflink.testkit.ScyllaDbServer;

class FaultOrderITCase {
    private static final String LOG = "ks.t_scylla_cdc_log";
    private static final String TIMES = "system_distributed.cdc_generation_timestamps";

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
        execute(
                "CREATE TABLE ks.t (pk int, ck int, v int, PRIMARY KEY (pk, ck))"
                        + " WITH cdc = {'enabled': true}");
    }

    @AfterEach
    void endFaults() {
        execute(FaultOrder.noFaults());
    }

    @Test
    void logRowsArriveLaterThanTheRowThatTheyTellOf() {
        execute(FaultOrder.delayLog("ks.t", Duration.ofMillis(700)));
        long start = System.nanoTime();
        insert(1);

        assertThat(rows("ks.t")).hasSize(1);
        assertThat(rows(LOG)).isEmpty();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(rows(LOG)).hasSize(1));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(millis(600));
    }

    @Test
    void whatALogHoldsBackIsReleasedByOrder() {
        execute(FaultOrder.delayLog("ks.t", Duration.ofHours(1)));
        insert(1);
        execute("UPDATE ks.t SET v = 2 WHERE pk = 1 AND ck = 1 IF v = 1");
        assertThat(rows("ks.t").get(0).getInt("v")).isEqualTo(2);
        assertThat(rows(LOG)).isEmpty();

        execute(FaultOrder.releaseLog("ks.t"));
        assertThat(rows(LOG)).extracting(row -> row.getInt("v")).containsExactly(1, 2);
        insert(2);
        assertThat(rows(LOG)).hasSize(3);
    }

    @Test
    void whatIsHeldBackOfADroppedKeyspaceGoesWithIt() {
        execute(FaultOrder.delayLog("ks.t", Duration.ofHours(1)));
        insert(1);
        execute("DROP KEYSPACE ks");

        execute(FaultOrder.noFaults());
    }

    @Test
    void aWriteThatLogsNothingIsNotTheOneToLogTwice() {
        execute("CREATE TABLE ks.c (pk int PRIMARY KEY, m set<int>) WITH cdc = {'enabled': true}");
        execute(FaultOrder.duplicateNextGroup("ks.c"));
        execute("UPDATE ks.c SET m = m + {} WHERE pk = 1");
        execute("UPDATE ks.c SET m = m + {1} WHERE pk = 1");

        assertThat(rows("ks.c_scylla_cdc_log")).hasSize(2);
    }

    @Test
    void aGroupIsLoggedTwiceOnce() {
        execute(FaultOrder.duplicateNextGroup("ks.t"));
        execute("UPDATE ks.t SET v = 1 WHERE pk = 1 AND ck IN (1, 2)");
        insert(2);

        List<LogGroup> groups = LogGroup.read(session(), LOG);
        assertThat(groups).hasSize(3);
        assertThat(groups.get(0).micros()).isEqualTo(groups.get(1).micros());
        assertThat(groups.get(0).rows()).hasSize(2).isEqualTo(groups.get(1).rows());
        assertThat(rows(LOG))
                .extracting(row -> row.getUuid("\"cdc$time\""))
                .hasSize(5)
                .satisfies(times -> assertThat(Set.copyOf(times)).hasSize(3));
    }

    @Test
    void pagesCutGroupsWhateverTheClientAsksFor() {
        execute("UPDATE ks.t SET v = 1 WHERE pk = 1 AND ck IN (1, 2, 3, 4, 5)");

        execute(FaultOrder.pagesOf(2, LOG));
        ResultSet result =
                session()
                        .execute(
                                SimpleStatement.newInstance("SELECT * FROM " + LOG).setPageSize(4));

        assertThat(result.getAvailableWithoutFetching()).isEqualTo(2);
        assertThat(result.all()).hasSize(5);
        assertThat(session().execute("SELECT * FROM ks.t").getAvailableWithoutFetching())
                .isEqualTo(5);
    }

    @Test
    void timesOfElementsAreToldUnlessThatIsRefused() {
        execute("CREATE TABLE ks.m (pk int PRIMARY KEY, m map<int, int>, v int)");
        execute("INSERT INTO ks.m (pk, m, v) VALUES (1, {1: 1, 2: 2}, 3)");
        String times = "SELECT WRITETIME(m), TTL(m) FROM ks.m";
        assertThat(session().execute(session().prepare(times).bind()).one().getList(0, Long.class))
                .hasSize(2);

        execute(FaultOrder.refuseElementTimes("ks.m"));
        assertThatThrownBy(() -> session().execute(times))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("on non-frozen collection m");
        assertThatThrownBy(() -> session().prepare("SELECT TTL(m) FROM ks.m"))
                .isInstanceOf(InvalidQueryException.class);
        assertThat(session().execute("SELECT WRITETIME(v) FROM ks.m").one().isNull(0)).isFalse();

        execute(FaultOrder.noFaults());
        assertThat(session().execute(times).one().isNull(0)).isFalse();
    }

    @Test
    void readsFailAsOrderedAndThenNoMore() {
        Map<ReadFailure, Class<? extends Exception>> errors =
                Map.of(
                        ReadFailure.READ_TIMEOUT, ReadTimeoutException.class,
                        ReadFailure.OVERLOADED, OverloadedException.class,
                        ReadFailure.SERVER_ERROR, ServerError.class,
                        ReadFailure.UNAVAILABLE, UnavailableException.class);
        errors.forEach(
                (failure, error) -> {
                    execute(FaultOrder.failReads(2, LOG, failure));
                    insert(1);
                    for (int read = 1; read <= 2; read++) {
                        assertThat(errorOfRead()).isInstanceOf(error);
                    }
                    assertThat(rows(LOG)).isNotEmpty();
                });
    }

    @Test
    void generationsCanBeUnreadableToo() {
        execute(FaultOrder.failEveryReadIn(2, TIMES, ReadFailure.SERVER_ERROR));

        assertThat(rows(TIMES)).isNotEmpty();
        assertThatThrownBy(() -> rows(TIMES)).hasMessageContaining("by a test's order");
        assertThat(rows(TIMES)).isNotEmpty();
        execute(FaultOrder.noFaults());
        assertThat(rows(TIMES)).isNotEmpty();
        execute(FaultOrder.failReads(1, "system.cdc_timestamps", ReadFailure.SERVER_ERROR));
        assertThatThrownBy(() -> rows("system.cdc_timestamps"))
                .hasMessageContaining("by a test's order");
    }

    @Test
    void aReadMayNeverBeAnswered() {
        execute(FaultOrder.failReads(1, LOG, ReadFailure.NO_ANSWER));

        assertThatThrownBy(
                        () ->
                                session()
                                        .execute(
                                                SimpleStatement.newInstance("SELECT * FROM " + LOG)
                                                        .setTimeout(millis(300))))
                .isInstanceOf(DriverTimeoutException.class);
        assertThat(rows(LOG)).isEmpty();
    }

    @Test
    void anOrderForATableThatCannotFollowItIsRefused() {
        execute("CREATE TABLE ks.plain (pk int PRIMARY KEY)");

        assertThatThrownBy(() -> execute(FaultOrder.pagesOf(1, "ks.nothing")))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessage("ks.nothing: no such table");
        assertThatThrownBy(() -> execute(FaultOrder.delayLog("ks.plain", millis(1))))
                .hasMessage("ks.plain: the table has no log");
        assertThatThrownBy(() -> execute(FaultOrder.pagesOf(0, LOG)))
                .hasMessage("rows of a page: 0 (expected: > 0)");
        assertThatThrownBy(() -> execute(FaultOrder.failEveryReadIn(0, LOG, ReadFailure.NO_ANSWER)))
                .hasMessage("every 0 reads (expected: > 0)");
    }

    private static Throwable errorOfRead() {
        Throwable thrown = catchThrowable(() -> rows(LOG));
        return thrown instanceof AllNodesFailedException all
                ? all.getAllErrors().values().iterator().next().get(0)
                : thrown;
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static CqlSession session() {
        return cluster.session();
    }

    private static void execute(String statement) {
        session().execute(statement);
    }

    private static void insert(int pk) {
        session().execute("INSERT INTO ks.t (pk, ck, v) VALUES (?, 1, 1)", pk);
    }

    private static List<Row> rows(String table) {
        return session().execute("SELECT * FROM " + table).all();
    }
}
