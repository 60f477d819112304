/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks.agreement;

import com.datastax.oss.driver.api.core.CqlSession;

/** The stream sets of a table, of which the stand-in makes a new one by order. */
interface StreamSwitches {

    /** How much ahead a set is announced: readers poll for it in the meantime. */
    long LEAD_MILLIS = 3_000;

    /** Makes the keyspace of the table. */
    void createKeyspace();

    /** Announces a set; returns from when on it is in force. */
    long order();

    /** How many sets the server tells of. */
    int count();

    /**
     * With vnodes, generations of the whole cluster; with tablets, splits and merges of this table.
     */
    static StreamSwitches of(CqlSession session, String table, boolean tablets) {
        return tablets ? new Resizes(session, table) : new NewGenerations(session);
    }

    /** Switches of a table with vnodes. */
    record NewGenerations(CqlSession session) implements StreamSwitches {
        @Override
        public void createKeyspace() {
            session.execute(
                    "CREATE KEYSPACE agreement WITH replication ="
                            + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
        }

        @Override
        public long order() {
            long millis = System.currentTimeMillis() + LEAD_MILLIS;
            session.execute("ORDER NEW GENERATION AT " + millis + " WITH VNODES 3 SHARDS 3");
            return millis;
        }

        @Override
        public int count() {
            return session.execute(
                            "SELECT time FROM system_distributed.cdc_generation_timestamps"
                                    + " WHERE key = 'timestamps'")
                    .all()
                    .size();
        }
    }

    /** Switches of a table with tablets. */
    record Resizes(CqlSession session, String table) implements StreamSwitches {
        @Override
        public void createKeyspace() {
            session.execute(
                    "CREATE KEYSPACE agreement WITH replication ="
                            + " {'class': 'NetworkTopologyStrategy', 'replication_factor': 1}"
                            + " AND tablets = {'enabled': true, 'initial': 2}");
        }

        @Override
        public long order() {
            long millis = System.currentTimeMillis() + LEAD_MILLIS;
            // From 2 tablets to 4, back to 2, and so on.
            int next = count() % 2 == 0 ? 2 : 4;
            session.execute("ORDER TABLETS OF " + table + " " + next + " AT " + millis);
            return millis;
        }

        @Override
        public int count() {
            String[] name = table.split("\\.");
            return session.execute(
                            "SELECT timestamp FROM system.cdc_timestamps WHERE keyspace_name = ?"
                                    + " AND table_name = ?",
                            name[0],
                            name[1])
                    .all()
                    .size();
        }
    }
}
