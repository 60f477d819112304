/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import java.time.Duration;
import org.scyllaflink.testkit.ScyllaDbServer;

/** A keyspace of a test, and what SQL says of its tables. */
final class SqlKeyspace implements AutoCloseable {

    private final CqlSession session;
    private final String contactPoint;
    private final String name;

    private SqlKeyspace(CqlSession session, String contactPoint, String name) {
        this.session = session;
        this.contactPoint = contactPoint;
        this.name = name;
    }

    /** Makes the keyspace anew. */
    static SqlKeyspace make(ScyllaDbServer server, String name) {
        CqlSession session =
                CqlSession.builder()
                        .addContactPoint(server.address())
                        .withLocalDatacenter(server.datacenter())
                        .withConfigLoader(
                                DriverConfigLoader.programmaticBuilder()
                                        .withDuration(
                                                DefaultDriverOption.REQUEST_TIMEOUT,
                                                Duration.ofSeconds(30))
                                        .withBoolean(
                                                DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                                        .build())
                        .build();
        SqlKeyspace keyspace = new SqlKeyspace(session, server.contactPoint(), name);
        keyspace.execute("DROP KEYSPACE IF EXISTS " + name);
        keyspace.execute(
                "CREATE KEYSPACE "
                        + name
                        + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        return keyspace;
    }

    ResultSet execute(String cql) {
        return session.execute(cql.replace("$ks", name));
    }

    /**
     * The WITH clause of a table, with short windows.
     *
     * @param options more of them, {@code 'key' = 'value'}
     */
    String with(String table, String... options) {
        StringBuilder clause =
                new StringBuilder(" WITH ('connector' = 'scylladb-cdc', 'keyspace' = '")
                        .append(name)
                        .append("', 'table' = '")
                        .append(table)
                        .append("', 'connection.contact-points' = '")
                        .append(contactPoint)
                        .append("', 'scan.confidence-window' = '1 s'")
                        .append(", 'scan.window.min-size' = '100 ms'")
                        .append(", 'scan.latency-target' = '100 ms'");
        for (String option : options) {
            clause.append(", ").append(option);
        }
        return clause.append(")").toString();
    }

    @Override
    public void close() {
        session.close();
    }
}
