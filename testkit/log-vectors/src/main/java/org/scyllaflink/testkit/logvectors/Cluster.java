/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;

/** The server that vectors run on. */
final class Cluster implements AutoCloseable {
    private static final int TABLETS = 4;

    private final CqlSession session;

    private final KeyspaceKind kind;

    private Cluster(CqlSession session, KeyspaceKind kind) {
        this.session = session;
        this.kind = kind;
    }

    static Cluster connect(InetSocketAddress address, String datacenter) {
        return connect(address, datacenter, KeyspaceKind.VNODES);
    }

    static Cluster connect(InetSocketAddress address, String datacenter, KeyspaceKind kind) {
        // Without schema metadata a schema change does not cost the driver's second of waiting.
        DriverConfigLoader config =
                DriverConfigLoader.programmaticBuilder()
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .withDuration(
                                DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_INTERVAL,
                                Duration.ofMillis(10))
                        .build();
        return new Cluster(
                CqlSession.builder()
                        .addContactPoint(address)
                        .withLocalDatacenter(datacenter)
                        .withConfigLoader(config)
                        .build(),
                kind);
    }

    /** Empties the keyspace {@code ks}. */
    void recreateKeyspace() {
        recreateKeyspace(TABLETS);
    }

    /** Empties the keyspace {@code ks}, whose tables begin with so many tablets if with any. */
    void recreateKeyspace(int tablets) {
        session.execute("DROP KEYSPACE IF EXISTS ks");
        session.execute("CREATE KEYSPACE ks WITH replication = " + kind.options(tablets));
    }

    KeyspaceKind kind() {
        return kind;
    }

    CqlSession session() {
        return session;
    }

    @Override
    public void close() {
        session.close();
    }
}
