/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.stream.Stream;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** What does not fit is told while a query is planned, in one sentence that says what to change. */
@ExtendWith(ScyllaDbExtension.class)
@Timeout(180)
class PlanningChecksITCase {

    private static final String KEY = ", PRIMARY KEY (team, name) NOT ENFORCED";
    private static final String ALTER_IMAGES =
            "ALTER TABLE sql_checks.plain WITH cdc = {'enabled': true, 'preimage': 'full',"
                    + " 'postimage': true, 'delta': 'full', 'ttl': 86400}";

    private static SqlKeyspace keyspace;

    @BeforeAll
    static void makeTables(ScyllaDbServer server) {
        keyspace = SqlKeyspace.make(server, "sql_checks");
        String columns = " (team int, name text, role text, PRIMARY KEY (team, name))";
        keyspace.execute("CREATE TABLE $ks.plain" + columns + " WITH cdc = {'enabled': true}");
        keyspace.execute(
                "CREATE TABLE $ks.before"
                        + columns
                        + " WITH cdc = {'enabled': true, 'preimage': 'full'}");
        keyspace.execute("CREATE TABLE $ks.quiet" + columns);
        keyspace.execute(
                "CREATE TABLE $ks.silent"
                        + columns.replace("role text", "site text static, role text")
                        + " WITH cdc = {'enabled': true, 'postimage': true, 'delta': 'keys'}");
    }

    @AfterAll
    static void closeSession() {
        keyspace.close();
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                refused(
                        "nowhere",
                        "team INT",
                        "",
                        "table sql_checks.nowhere does not exist (expected one of: before, plain,"
                                + " quiet, silent)"),
                refused(
                        "quiet",
                        "team INT",
                        "",
                        "table sql_checks.quiet: CDC was never enabled (expected: ALTER TABLE"
                                + " sql_checks.quiet WITH cdc = {'enabled': true}), or 'connector' ="
                                + " 'scylladb' to read it without"),
                refused(
                        "plain_scylla_cdc_log",
                        "team INT",
                        "",
                        "table sql_checks.plain_scylla_cdc_log is a change log (expected: its base"
                                + " table plain)"),
                refused(
                        "plain",
                        "team INT, grade INT",
                        "",
                        "column 'grade' is not in table sql_checks.plain (expected one of: team,"
                                + " name, role)"),
                refused("plain", "team STRING", "", "column 'team'", "STRING", "INT"),
                refused(
                        "plain",
                        "team INT, role STRING NOT NULL",
                        "",
                        "column 'role' of table sql_checks.plain is declared as STRING NOT NULL",
                        "(expected: STRING, as the column can be null in the changelog 'full')"),
                refused(
                        "plain",
                        "team INT, PRIMARY KEY (team) NOT ENFORCED",
                        "",
                        "Declare PRIMARY KEY (team, name) NOT ENFORCED in place of PRIMARY KEY"
                                + " (team): that is the key of table sql_checks.plain."),
                refused(
                        "plain",
                        "team INT, name STRING",
                        "'scan.changelog' = 'upsert'",
                        "Declare PRIMARY KEY (team, name) NOT ENFORCED: rows of 'scan.changelog' ="
                                + " 'upsert' replace each other by it."),
                refused(
                        "before",
                        "team INT, name STRING" + KEY,
                        "'scan.changelog' = 'upsert'",
                        "the changelog 'upsert' needs the CDC option 'postimage': true"),
                refused(
                        "plain",
                        "team INT, name STRING" + KEY,
                        "'scan.changelog' = 'images'",
                        "the changelog 'images' needs the CDC option 'preimage': 'full'",
                        ALTER_IMAGES),
                refused(
                        "before",
                        "team INT, name STRING" + KEY,
                        "'scan.changelog' = 'images'",
                        "the changelog 'images' needs the CDC option 'postimage': true"),
                refused(
                        "silent",
                        "team INT, name STRING" + KEY,
                        "",
                        "the changelog 'full' needs the CDC option 'delta': 'full'"),
                refused(
                        "silent",
                        "team INT, role STRING",
                        "'scan.changelog' = 'deltas'",
                        "table sql_checks.silent: what was written is not in the log, as the CDC"
                                + " option 'delta' is 'keys'"),
                refused(
                        "silent",
                        "team INT, name STRING, site STRING" + KEY,
                        "'scan.changelog' = 'upsert'",
                        "column 'site' of table sql_checks.silent is static, and the server's images"
                                + " of rows do not show static columns"),
                refused(
                        "plain",
                        "team INT, name STRING" + KEY,
                        "'scan.changelog' = 'deltas'",
                        "Remove the PRIMARY KEY (team, name) or choose another 'scan.changelog':"
                                + " rows of 'deltas' are single changes, many of one key."),
                refused(
                        "plain",
                        "team INT",
                        "'scan.startup.mode' = 'initial', 'scan.bounded.mode' = 'latest'",
                        "Set 'scan.startup.mode' to 'snapshot' or remove 'scan.bounded.mode' ="
                                + " 'latest': with 'initial' the log would end before the snapshot"
                                + " does."),
                refused(
                        "plain",
                        "team INT, seen TIMESTAMP_LTZ(3) METADATA FROM 'op_ts', ts AS seen,"
                                + " WATERMARK FOR ts AS SOURCE_WATERMARK()",
                        "",
                        "Declare a column 'op_ts TIMESTAMP_LTZ(3) METADATA VIRTUAL' and WATERMARK"
                                + " FOR op_ts AS SOURCE_WATERMARK(): the source's watermark tells"
                                + " of that column alone, not of 'ts'."),
                refused("plain", "team INT, later STRING METADATA", "", "later"),
                refused(
                        "plain",
                        "team INT",
                        "'scan.watermark.alignment.group' = 'all'",
                        "'scan.watermark.alignment.max-drift'"),
                refused(
                        "plain",
                        "team INT",
                        "'scan.start' = 'latest'",
                        "Unsupported options:",
                        "scan.start"),
                refused(
                        "plain",
                        "team INT",
                        "'scan.changelog' = 'all'",
                        "full, images, upsert, deltas"),
                refused(
                        "plain",
                        "team INT",
                        "'scan.window.max-size' = '1 ms'",
                        "Options 'scan.*': greatest window: PT0.001S (expected: not below the least"
                                + " window, PT0.1S)"),
                refused(
                        "plain",
                        "team INT",
                        "'scan.parallelism' = '0'",
                        "Set 'scan.parallelism' (0) to 1 or more."),
                refused(
                        "plain",
                        "team INT",
                        "'scan.watermark.alignment.group' = 'all'",
                        "scan.watermark.alignment.max-drift"),
                refused(
                        "plain",
                        "team INT",
                        "'scan.startup.mode' = 'timestamp', 'scan.startup.timestamp' = 'noon'",
                        "Set 'scan.startup.timestamp' to a time with its zone"),
                refused(
                        "plain",
                        "team INT",
                        "'connection.local-datacenter' = 'moon'",
                        "Table sql_checks.plain cannot be planned: cannot connect to ScyllaDB at",
                        "there is no such data centre"));
    }

    private static Arguments refused(
            String table, String columns, String options, String... messages) {
        return Arguments.of(table, columns, options, messages);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refuses(String table, String columns, String options, String[] messages) {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        declare(tables, columns, options.isEmpty() ? with(table) : with(table, options));
        assertRefused(tables, messages);
    }

    @Test
    void refusesAnAddressWhereNobodyAnswersWithoutShowingSecrets() {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        declare(
                tables,
                "team INT",
                " WITH ('connector' = 'scylladb-cdc', 'keyspace' = 'k', 'table' = 't',"
                        + " 'connection.contact-points' = '127.0.0.1:1',"
                        + " 'connection.username' = 'u', 'connection.password' = 'geheim')");
        Throwable thrown =
                assertRefused(
                        tables,
                        "Table k.t cannot be planned: cannot connect to ScyllaDB at"
                                + " [127.0.0.1:1]: no node answers");
        assertThat(ExceptionUtils.stringifyException(thrown)).doesNotContain("geheim");
    }

    @Test
    void refusesToReadALogInBatchMode() {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        declare(tables, "team INT", with("plain"));
        assertRefused(
                tables,
                "Set 'scan.startup.mode' to 'snapshot' or 'execution.runtime-mode' to 'streaming':"
                        + " in batch mode the log of sql_checks.plain cannot be read (startup mode"
                        + " 'initial').");
    }

    @Test
    void plansWhatFits() {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        declare(
                tables,
                "team INT, role STRING, name STRING, op_ts TIMESTAMP_LTZ(3) METADATA VIRTUAL,"
                        + " WATERMARK FOR op_ts AS SOURCE_WATERMARK()"
                        + KEY,
                with("plain", "'scan.startup.mode' = 'latest'"));
        assertThat(tables.explainSql("SELECT role FROM t WHERE team = 1"))
                .contains("filter=[=(team, 1)]", "project=[team, role]");
    }

    private static String with(String table, String... options) {
        return keyspace.with(table, options);
    }

    private static void declare(TableEnvironment tables, String columns, String with) {
        tables.executeSql("CREATE TABLE t (" + columns + ")" + with);
    }

    private static Throwable assertRefused(TableEnvironment tables, String... messages) {
        Throwable thrown = catchThrowable(() -> tables.explainSql("SELECT * FROM t"));
        assertThat(thrown).isInstanceOf(ValidationException.class);
        // Of a chain of causes the SQL client shows the last alone.
        assertThat(rootCause(thrown)).message().contains(messages);
        return thrown;
    }

    private static Throwable rootCause(Throwable thrown) {
        return thrown.getCause() == null ? thrown : rootCause(thrown.getCause());
    }
}
