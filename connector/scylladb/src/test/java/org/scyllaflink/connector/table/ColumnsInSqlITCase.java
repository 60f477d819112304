/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.cql.TestDatabase;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** What queries get of columns that are static or named like metadata, in any choice and order. */
@ExtendWith(ScyllaDbExtension.class)
@Timeout(180)
class ColumnsInSqlITCase {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final String LOG_UNTIL_NOW =
            "'scan.startup.mode' = 'earliest', 'scan.bounded.mode' = 'latest',"
                    + " 'scan.changelog.unknown-rows' = 'partial'";

    private static TestDatabase database;
    private static String options;

    @BeforeAll
    static void make(ScyllaDbServer server) {
        database = TestDatabase.make(server, "columns_it");
        database.execute(
                "CREATE TABLE columns_it.fixed (p int, c int, s text static, n list<text> static,"
                        + " a text, PRIMARY KEY (p, c)) WITH cdc = {'enabled': true}");
        for (int p = 0; p < 12; p++) {
            database.execute(
                    "INSERT INTO columns_it.fixed (p, s, n) VALUES (?, ?, ['x', 'y'])", p, "s" + p);
            for (int c = 0; c < 9 && p > 0; c++) {
                database.execute(
                        "INSERT INTO columns_it.fixed (p, c, a) VALUES (?, ?, ?)", p, c, "a" + c);
            }
        }
        database.execute(
                "CREATE TABLE columns_it.odd (table_name int, op_ts text, inclusive int, ttl int,"
                        + " cause text, operation text,"
                        + " PRIMARY KEY (table_name, op_ts, inclusive)) WITH cdc = {'enabled': true}");
        for (int i = 0; i < 3; i++) {
            database.execute(
                    "INSERT INTO columns_it.odd (table_name, op_ts, inclusive, ttl, cause, operation)"
                            + " VALUES (?, 'x', 0, ?, 'c', 'o')",
                    i,
                    10 * i);
        }
        options =
                "'connection.contact-points' = '"
                        + server.contactPoint()
                        + "', 'connection.driver.advanced.heartbeat.interval' = '20 s',"
                        + " 'connection.page-size' = '4', 'scan.snapshot.ranges' = '5',"
                        + " 'scan.confidence-window' = '1 s', 'scan.window.min-size' = '100 ms',"
                        + " 'scan.latency-target' = '100 ms', 'default-database' = 'columns_it'";
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$changelog"})
    void aSnapshotShowsStaticColumnsWithEachRow(String view) {
        List<String> expected = new ArrayList<>();
        for (int p = 1; p < 12; p++) {
            for (int c = 0; c < 9; c++) {
                expected.add(String.format("+I[%d, %d, s%d, [x, y], a%d]", p, c, p, c));
            }
        }
        String table = "`fixed" + view + "` /*+ OPTIONS('scan.startup.mode' = 'snapshot') */";
        TableEnvironment flink = open(TableEnvironment.create(EnvironmentSettings.inBatchMode()));
        assertThat(rows(flink, "SELECT p, c, s, n, a FROM " + table))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rows(flink, "SELECT COUNT(*), COUNT(s) FROM " + table))
                .containsExactly("+I[99, 99]");
    }

    @Test
    void aSnapshotHasTheMetadataOfRowsThatWereRead() {
        TableEnvironment flink = open(TableEnvironment.create(EnvironmentSettings.inBatchMode()));
        assertThat(
                        rows(
                                flink,
                                "SELECT DISTINCT cause, row_kind, is_expiration,"
                                        + " row_version = write_time FROM `fixed$changelog`"
                                        + " /*+ OPTIONS('scan.startup.mode' = 'snapshot') */"))
                .containsExactly("+I[read, +I, false, true]");
    }

    static Stream<String> choices() {
        return Stream.of(
                "cause_, cause",
                "cause, cause_",
                "op_ts_ IS NULL, op_ts, cause_, table_name",
                "inclusive, row_kind, ttl, op_ts",
                "row_kind",
                "COUNT(*), MAX(cause_)",
                "ttl, ttl, cause_, cause_");
    }

    @ParameterizedTest
    @MethodSource("choices")
    void metadataKeepsApartFromColumnsOfTheSameNames(String choice) {
        TableEnvironment flink = open(streaming());
        String from = " FROM `odd$changelog` /*+ OPTIONS(" + LOG_UNTIL_NOW + ") */";
        List<String> expected =
                switch (choice) {
                    case "cause_, cause" -> times(3, "+I[write, c]");
                    case "cause, cause_" -> times(3, "+I[c, write]");
                    case "op_ts_ IS NULL, op_ts, cause_, table_name" ->
                            List.of(
                                    "+I[false, x, write, 0]",
                                    "+I[false, x, write, 1]",
                                    "+I[false, x, write, 2]");
                    case "inclusive, row_kind, ttl, op_ts" ->
                            List.of("+I[0, +I, 0, x]", "+I[0, +I, 10, x]", "+I[0, +I, 20, x]");
                    case "row_kind" -> times(3, "+I[+I]");
                    case "ttl, ttl, cause_, cause_" ->
                            List.of(
                                    "+I[0, 0, write, write]",
                                    "+I[10, 10, write, write]",
                                    "+I[20, 20, write, write]");
                    default -> List.of("[3, write]");
                };
        List<String> found = rows(flink, "SELECT " + choice + from);
        assertThat(choice.startsWith("COUNT") ? RowsAddedUp.of(found) : found)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theLogKeepsMetadataApartFromColumnsOfTheSameNames() {
        TableEnvironment flink = open(streaming());
        String from =
                " FROM `odd$log` /*+ OPTIONS('scan.startup.mode' = 'earliest',"
                        + " 'scan.bounded.mode' = 'latest') */";
        assertThat(rows(flink, "SELECT operation_, ttl_, operation, ttl, range_start" + from))
                .containsExactlyInAnyOrder(
                        "+I[insert, null, o, 0, null]",
                        "+I[insert, null, o, 10, null]",
                        "+I[insert, null, o, 20, null]");
        assertThat(rows(flink, "SELECT ttl, operation_" + from + " WHERE table_name = 1"))
                .containsExactly("+I[10, insert]");
        assertThat(
                        rows(
                                flink,
                                "SELECT ttl FROM (SELECT op_ts_, ttl, table_name"
                                        + from
                                        + ") WHERE table_name IN (1, 2) AND op_ts_ >"
                                        + " TO_TIMESTAMP_LTZ(0, 3) AND ttl > 10"))
                .containsExactly("+I[20]");
    }

    @Test
    void aBoundedReadOfTheLogAloneRunsInBatchMode() {
        TableEnvironment flink = open(TableEnvironment.create(EnvironmentSettings.inBatchMode()));
        assertThat(
                        rows(
                                flink,
                                "SELECT operation_, COUNT(*) FROM `odd$log` /*+ OPTIONS("
                                        + "'scan.startup.mode' = 'earliest',"
                                        + " 'scan.bounded.mode' = 'latest') */ GROUP BY operation_"))
                .containsExactly("+I[insert, 3]");
        assertThatThrownBy(() -> rows(flink, "SELECT * FROM `odd$log`"))
                .hasStackTraceContaining("Set 'scan.bounded.mode' to 'latest' or 'timestamp'");
    }

    @Test
    void aHintMakesAScanOfATableWithCdcWhateverTheCatalogSaysOfLogs() {
        TableEnvironment flink = open(TableEnvironment.create(EnvironmentSettings.inBatchMode()));
        assertThat(rows(flink, "SELECT ttl FROM odd /*+ OPTIONS('connector' = 'scylladb') */"))
                .containsExactlyInAnyOrder("+I[0]", "+I[10]", "+I[20]");
    }

    @Test
    void aScanHasThePrimaryKeyOfTheTableOrNone() {
        TableEnvironment flink = open(streaming());
        flink.executeSql(
                "CREATE TEMPORARY TABLE other (p INT, c INT, PRIMARY KEY (p) NOT ENFORCED) WITH ("
                        + "'connector' = 'scylladb', 'keyspace' = 'columns_it', 'table' = 'fixed', "
                        + options.substring(0, options.indexOf(',')).trim()
                        + ")");
        assertThatThrownBy(() -> flink.explainSql("SELECT * FROM other"))
                .rootCause()
                .hasMessageStartingWith("Declare PRIMARY KEY (p, c) NOT ENFORCED in place of");
    }

    private static List<String> times(int count, String row) {
        return Collections.nCopies(count, row);
    }

    private static TableEnvironment streaming() {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        return StreamTableEnvironment.create(environment);
    }

    private static TableEnvironment open(TableEnvironment flink) {
        flink.executeSql("CREATE CATALOG scylla WITH ('type' = 'scylladb', " + options + ")");
        flink.executeSql("USE CATALOG scylla");
        return flink;
    }

    private static List<String> rows(TableEnvironment flink, String query) {
        List<String> rows = new ArrayList<>();
        flink.executeSql(query).collect().forEachRemaining(row -> rows.add(row.toString()));
        return rows;
    }
}
