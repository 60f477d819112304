/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.time.Duration;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.testkit.ScyllaDbServer;

/** A table with CDC that a test writes to and alters. */
final class AlteredTable implements AutoCloseable {

    private final CqlSession session;
    private final TableName name;

    private AlteredTable(CqlSession session, TableName name) {
        this.session = session;
        this.name = name;
    }

    static AlteredTable make(ScyllaDbServer server, String keyspace, String table) {
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
        AlteredTable altered = new AlteredTable(session, new TableName(keyspace, table));
        session.execute(
                "CREATE KEYSPACE IF NOT EXISTS "
                        + keyspace
                        + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        altered.execute("DROP TABLE IF EXISTS %s");
        altered.execute(
                "CREATE TABLE %s (p int, c int, a int, b text, PRIMARY KEY (p, c))"
                        + " WITH cdc = {'enabled': true}");
        return altered;
    }

    TableName name() {
        return name;
    }

    /**
     * @param cql with {@code %s} for the table
     */
    void execute(String cql) {
        session.execute(cql.formatted(name));
    }

    @Override
    public void close() {
        session.close();
    }
}
