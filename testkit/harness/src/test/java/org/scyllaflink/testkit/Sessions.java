/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.time.Duration;

/** Driver sessions of these tests. */
public final class Sessions {
    private Sessions() {}

    /** Opens a session with time enough for a busy machine. */
    public static CqlSession open(ScyllaDbServer server) {
        DriverConfigLoader patient =
                DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .build();
        return CqlSession.builder()
                .addContactPoint(server.address())
                .withLocalDatacenter(server.datacenter())
                .withConfigLoader(patient)
                .build();
    }

    /** Makes a keyspace anew. */
    public static void makeKeyspace(CqlSession session, String keyspace) {
        session.execute("DROP KEYSPACE IF EXISTS " + keyspace);
        session.execute(
                "CREATE KEYSPACE "
                        + keyspace
                        + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    }
}
