/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** Tables with CDC in SQL, from a server to the rows of a query. */
@ExtendWith(ScyllaDbExtension.class)
@Timeout(180)
class ScyllaCdcTableITCase {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final String LOG_UNTIL_NOW =
            "'scan.startup.mode' = 'earliest', 'scan.bounded.mode' = 'latest'";

    private SqlKeyspace keyspace;
    private StreamTableEnvironment tables;

    @BeforeEach
    void makeTables(ScyllaDbServer server) {
        keyspace = SqlKeyspace.make(server, "sql_tables");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        tables = StreamTableEnvironment.create(environment);
    }

    @AfterEach
    void closeSession() {
        keyspace.close();
    }

    @Test
    void fullRowsFollowWritesDeletesAndExpiries() throws Exception {
        makeMembers("cdc = {'enabled': true}");
        declareMembers(
                LOG_UNTIL_NOW.replace("latest", "timestamp"),
                "'scan.bounded.timestamp' = '" + Instant.now().plusSeconds(6) + "'");
        write("INSERT INTO $ks.members (team, name, role) VALUES (1, 'ann', 'dev')");
        write("INSERT INTO $ks.members (team, name, role) VALUES (1, 'bob', 'ops') USING TTL 2");
        write("UPDATE $ks.members SET role = 'lead' WHERE team = 1 AND name = 'ann'");
        write("INSERT INTO $ks.members (team, name, role) VALUES (1, 'cy', 'dev')");
        write("DELETE FROM $ks.members WHERE team = 1 AND name > 'c'");

        assertThat(rows("SELECT team, name, role, cause FROM members"))
                .containsExactlyInAnyOrder(
                        "+I[1, ann, dev, write]",
                        "+I[1, bob, ops, write]",
                        "-U[1, ann, dev, write]",
                        "+U[1, ann, lead, write]",
                        "+I[1, cy, dev, write]",
                        "-D[1, cy, dev, delete]",
                        "-D[1, bob, ops, expiry]");
    }

    private void makeMembers(String options) {
        write(
                "CREATE TABLE $ks.members (team int, name text, role text, age int,"
                        + " PRIMARY KEY (team, name)) WITH "
                        + options);
    }

    private void declareMembers(String... options) {
        tables.executeSql(
                "CREATE TABLE members (team INT, name STRING, role STRING, age INT,"
                        + " cause STRING METADATA VIRTUAL,"
                        + " PRIMARY KEY (team, name) NOT ENFORCED)"
                        + keyspace.with("members", options));
    }

    private void write(String cql) {
        keyspace.execute(cql);
    }

    private List<String> rows(String query) throws Exception {
        List<String> rows = new ArrayList<>();
        CloseableIterator<Row> result = tables.executeSql(query).collect();
        result.forEachRemaining(row -> rows.add(row.toString()));
        result.close();
        return rows;
    }
}
