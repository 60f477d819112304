/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.scyllaflink.testkit.ScyllaDbServer;

/** A keyspace of a test and the session that writes to it. */
public final class TestDatabase implements AutoCloseable {

    private final CqlSession session;

    private TestDatabase(CqlSession session) {
        this.session = session;
    }

    /** Makes the keyspace anew. */
    public static TestDatabase make(ScyllaDbServer server, String keyspace) {
        TestDatabase database = new TestDatabase(open(server));
        database.execute("DROP KEYSPACE IF EXISTS " + keyspace);
        database.execute(
                "CREATE KEYSPACE "
                        + keyspace
                        + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        return database;
    }

    private static CqlSession open(ScyllaDbServer server) {
        DriverConfigLoader patient =
                DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .build();
        return CqlSession.builder()
                .addContactPoint(server.address())
                .withLocalDatacenter(server.datacenter())
                .withConfigLoader(patient)
                .build();
    }

    /** Runs a statement that is not prepared. */
    public ResultSet execute(String cql, Object... values) {
        return session.execute(SimpleStatement.newInstance(cql, values));
    }

    /** Binds a value in its encoded form, whatever its type. */
    void executeWithBytes(String cql, byte[] value) {
        session.execute(session.prepare(cql).bind().setBytesUnsafe(0, ByteBuffer.wrap(value)));
    }

    @Override
    public void close() {
        session.close();
    }
}
