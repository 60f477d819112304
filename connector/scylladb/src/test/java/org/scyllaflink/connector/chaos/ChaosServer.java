/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import com.datastax.oss.driver.api.core.CqlSession;
import java.nio.file.Path;
import java.util.List;
import org.scyllaflink.testkit.FaultOrder;
import org.scyllaflink.testkit.ScyllaDbServer;

/** The server of one run after the other, to be killed at will. */
record ChaosServer(ScyllaDbServer server) implements AutoCloseable {

    static ChaosServer start(Path folder) {
        return new ChaosServer(ScyllaDbServer.start(folder, "--vnodes", "4"));
    }

    /** Makes the tables of a run, without those and without the faults of the last one. */
    void prepare(ChaosPlan plan, List<ChaosTable> tables) {
        if (!server.process().isAlive()) {
            server.process().restart();
        }
        try (CqlSession session = Sessions.open(server)) {
            session.execute(FaultOrder.noFaults());
            for (String keyspace : List.of(ChaosTable.FIRST, ChaosTable.SECOND)) {
                session.execute("DROP KEYSPACE IF EXISTS " + keyspace);
                session.execute(
                        "CREATE KEYSPACE "
                                + keyspace
                                + " WITH replication = {'class': 'NetworkTopologyStrategy',"
                                + " 'replication_factor': 1}"
                                + (plan.hasTablets(keyspace)
                                        ? " AND tablets = {'enabled': true, 'initial': "
                                                + ServerOrders.TABLETS
                                                + "}"
                                        : ""));
            }
            tables.forEach(table -> table.ddl().forEach(session::execute));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
