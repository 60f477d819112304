/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scyllaflink.connector.cql.TestDatabase;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** Tables that are read once, with CDC or without, through the catalog. */
@ExtendWith(ScyllaDbExtension.class)
class TableScanITCase {

    private static final int PARTITIONS = 40;
    private static final int ROWS = 9;

    private static TestDatabase database;
    private static TableEnvironment flink;

    @BeforeAll
    static void make(ScyllaDbServer server) {
        database = TestDatabase.make(server, "scan_it");
        database.execute("CREATE TYPE scan_it.point (x int, y int)");
        database.execute(
                "CREATE TABLE scan_it.plain (p int, c int, s text static, n list<text> static,"
                        + " a text, l list<int>, e set<text>, m map<text, int>, u point,"
                        + " f frozen<list<int>>, PRIMARY KEY (p, c))");
        for (int p = 0; p < PARTITIONS; p++) {
            database.execute(
                    "INSERT INTO scan_it.plain (p, s, n) VALUES (?, ?, ['x', 'y'])", p, "s" + p);
            for (int c = 0; c < ROWS && p > 0; c++) {
                database.execute(
                        "INSERT INTO scan_it.plain (p, c, a) VALUES (?, ?, ?)", p, c, "a" + c);
            }
        }
        database.execute(
                "UPDATE scan_it.plain SET l = [3, 1, 2], e = {'b', 'a'}, m = {'k': 1}, u = {y: 7},"
                        + " f = [9] WHERE p = 1 AND c = 0");
        database.execute("CREATE TABLE scan_it.visits (page text PRIMARY KEY, hits counter)");
        database.execute("UPDATE scan_it.visits SET hits = hits + 5 WHERE page = 'home'");
        database.execute("UPDATE scan_it.visits SET hits = hits - 2 WHERE page = 'home'");
        flink = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        flink.executeSql(
                "CREATE CATALOG scylla WITH ('type' = 'scylladb', 'default-database' = 'scan_it',"
                        // Partitions run over the ends of pages, and ranges are read in turns.
                        + " 'connection.page-size' = '4', 'scan.snapshot.ranges' = '5',"
                        + " 'connection.contact-points' = '"
                        + server.contactPoint()
                        + "')");
        flink.executeSql("USE CATALOG scylla");
    }

    @AfterAll
    static void close() {
        flink.executeSql("USE CATALOG default_catalog");
        flink.executeSql("DROP CATALOG scylla");
        database.close();
    }

    @Test
    void eachRowComesOnceWithTheStaticColumnsOfItsPartition() {
        List<String> expected = new ArrayList<>();
        for (int p = 1; p < PARTITIONS; p++) {
            for (int c = 0; c < ROWS; c++) {
                expected.add(String.format("+I[%d, %d, s%d, [x, y], a%d]", p, c, p, c));
            }
        }
        assertThat(rows("SELECT p, c, s, n, a FROM plain"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aQueryMayWantAnyColumnsInAnyOrder() {
        assertThat(rows("SELECT a, p FROM plain WHERE p = 3 AND c = 2"))
                .containsExactly("+I[a2, 3]");
        assertThat(rows("SELECT COUNT(*), COUNT(l) FROM plain"))
                .containsExactly("+I[" + (PARTITIONS - 1) * ROWS + ", 1]");
        assertThat(flink.explainSql("SELECT a, p FROM plain")).contains("fields=[a, p]");
    }

    @Test
    void elementsArePutTogether() {
        assertThat(rows("SELECT l, e, m, u, f FROM plain WHERE p = 1 AND c = 0"))
                .containsExactly("+I[[3, 1, 2], [a, b], {k=1}, +I[null, 7], [9]]");
        assertThat(rows("SELECT l, e, m, u, f FROM plain WHERE p = 1 AND c = 1"))
                .containsExactly("+I[null, null, null, null, null]");
    }

    @Test
    void aSnapshotOfATableWithALogHasTheSameRows() {
        database.execute(
                "CREATE TABLE scan_it.logged (p int, c int, s text static, l list<int>,"
                        + " PRIMARY KEY (p, c)) WITH cdc = {'enabled': true}");
        List<String> expected = new ArrayList<>();
        for (int p = 0; p < 5; p++) {
            database.execute("INSERT INTO scan_it.logged (p, s) VALUES (?, ?)", p, "s" + p);
            for (int c = 0; c < ROWS && p > 0; c++) {
                database.execute(
                        "INSERT INTO scan_it.logged (p, c, l) VALUES (?, ?, [2, 1])", p, c);
                expected.add(String.format("+I[s%d, %d, [2, 1], read, true]", p, c));
            }
        }
        assertThat(
                        rows(
                                "SELECT s, c, l, cause, row_version > 0 FROM `logged$changelog` /*+"
                                        + " OPTIONS('scan.startup.mode' = 'snapshot') */"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void countersAreNumbers() {
        assertThat(rows("SELECT * FROM visits")).containsExactly("+I[home, 3]");
    }

    @Test
    void hintsOverrideWhatTheCatalogSays() {
        assertThatThrownBy(
                        () ->
                                rows(
                                        "SELECT p FROM plain /*+ OPTIONS('scan.snapshot.ranges' ="
                                                + " '0') */"))
                .hasStackTraceContaining("Set 'scan.snapshot.ranges' (0) to 1 or more.");
        assertThatThrownBy(() -> rows("SELECT p FROM plain /*+ OPTIONS('connector' = 'kafka') */"))
                .hasStackTraceContaining(
                        "'connector' = 'kafka' (expected, for a table of this catalog:"
                                + " 'scylladb-cdc' or 'scylladb').");
    }

    @Test
    void declaredColumnsAreChecked() {
        flink.executeSql(
                "CREATE TEMPORARY TABLE other (p BIGINT) WITH ('connector' = 'scylladb', 'keyspace'"
                        + " = 'scan_it', 'table' = 'plain', 'connection.contact-points' = '"
                        + contactPoints()
                        + "')");
        assertThatThrownBy(() -> rows("SELECT * FROM other"))
                .hasStackTraceContaining("column 'p' of table scan_it.plain is of CQL type int");
        flink.executeSql("DROP TEMPORARY TABLE other");
    }

    private static String contactPoints() {
        String statement =
                String.valueOf(
                        flink.executeSql("SHOW CREATE TABLE plain").collect().next().getField(0));
        return statement.replaceFirst("(?s).*'connection.contact-points' = '([^']*)'.*", "$1");
    }

    private static List<String> rows(String query) {
        List<String> rows = new ArrayList<>();
        flink.executeSql(query).collect().forEachRemaining(row -> rows.add(row.toString()));
        return rows;
    }
}
