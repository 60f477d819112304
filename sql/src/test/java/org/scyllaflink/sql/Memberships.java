/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.sql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.scyllaflink.testkit.ScyllaDbServer;

/** The table that the scripts read, and the session that writes to it. */
final class Memberships implements AutoCloseable {

    private static final String NO_SEGMENT = "<NULL>";

    private final CqlSession session;
    private final String keyspace;

    private Memberships(CqlSession session, String keyspace) {
        this.session = session;
        this.keyspace = keyspace;
    }

    /** Makes keyspace and table anew. */
    static Memberships make(ScyllaDbServer server, String keyspace) {
        DriverConfigLoader patient =
                DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .build();
        CqlSession session =
                CqlSession.builder()
                        .addContactPoint(server.address())
                        .withLocalDatacenter(server.datacenter())
                        .withConfigLoader(patient)
                        .build();
        Memberships table = new Memberships(session, keyspace);
        session.execute("DROP KEYSPACE IF EXISTS " + keyspace);
        session.execute(
                "CREATE KEYSPACE "
                        + keyspace
                        + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        table.execute(
                "CREATE TABLE %s (user_id bigint, campaign int, segment text, score int,"
                        + " PRIMARY KEY (user_id, campaign)) WITH cdc = {'enabled': true}");
        return table;
    }

    /** A member for ever, or for so many seconds if that is not 0. */
    void join(long user, int campaign, String segment, int score, int ttlSeconds) {
        execute(
                "INSERT INTO %s (user_id, campaign, segment, score) VALUES (?, ?, ?, ?)"
                        + " USING TTL ?",
                user, campaign, segment, score, ttlSeconds);
    }

    /**
     * @param cql with {@code %s} for the table
     */
    ResultSet execute(String cql, Object... values) {
        return session.execute(
                SimpleStatement.newInstance(cql.formatted(keyspace + ".memberships"), values));
    }

    /** Members by segment, as the table has them now; those without one as Flink shows null. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        execute("SELECT segment FROM %s")
                .forEach(
                        row ->
                                counts.merge(
                                        row.isNull(0) ? NO_SEGMENT : row.getString(0),
                                        1L,
                                        Long::sum));
        return counts;
    }

    @Override
    public void close() {
        session.close();
    }
}
