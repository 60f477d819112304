/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.ExplainDetail;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
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
    private static final String ALL_IN_THE_LOG = "'scan.changelog.unknown-rows' = 'partial'";

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
                ALL_IN_THE_LOG,
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

    @Test
    void imagesGiveRowsBeforeAndAfter() throws Exception {
        makeMembers("cdc = {'enabled': true, 'preimage': 'full', 'postimage': true}");
        declareMembers("'scan.changelog' = 'images'", "'scan.parallelism' = '1'", LOG_UNTIL_NOW);
        write("INSERT INTO $ks.members (team, name, role, age) VALUES (1, 'ann', 'dev', 30)");
        write("UPDATE $ks.members SET role = 'lead' WHERE team = 1 AND name = 'ann'");
        write("DELETE FROM $ks.members WHERE team = 1 AND name = 'ann'");

        assertThat(rows("SELECT team, name, role, age, operation FROM members"))
                .containsExactly(
                        "+I[1, ann, dev, 30, insert]",
                        "-U[1, ann, dev, 30, update]",
                        "+U[1, ann, lead, 30, update]",
                        "-D[1, ann, lead, 30, row_delete]");
    }

    @Test
    void upsertGivesRowsAfterAndKeysOfDeletes() throws Exception {
        makeMembers("cdc = {'enabled': true, 'postimage': true}");
        declareMembers("'scan.changelog' = 'upsert'", LOG_UNTIL_NOW);
        write("INSERT INTO $ks.members (team, name, role) VALUES (1, 'ann', 'dev')");
        write("INSERT INTO $ks.members (team, name, role) VALUES (1, 'bob', 'ops')");
        write("UPDATE $ks.members SET role = 'lead' WHERE team = 1 AND name = 'ann'");
        write("DELETE FROM $ks.members WHERE team = 1 AND name = 'bob'");

        assertThat(rows("SELECT team, name, role FROM members"))
                .as("made whole by the planner, which keeps the last row of each key")
                .containsExactlyInAnyOrder(
                        "+I[1, ann, dev]",
                        "+I[1, bob, ops]",
                        "-U[1, ann, dev]",
                        "+U[1, ann, lead]",
                        "-D[1, bob, ops]");
    }

    @Test
    void deltasGiveEachChangeAsItStandsInTheLog() throws Exception {
        makeMembers("cdc = {'enabled': true}");
        tables.executeSql(
                "CREATE TABLE members (team INT, name STRING, role STRING,"
                        + " operation STRING METADATA VIRTUAL, ttl INT METADATA VIRTUAL,"
                        + " deleted ARRAY<STRING> METADATA FROM 'deleted_columns' VIRTUAL,"
                        + " age INT)"
                        + keyspace.with("members", "'scan.changelog' = 'deltas'", LOG_UNTIL_NOW));
        write("INSERT INTO $ks.members (team, name, role) VALUES (1, 'ann', 'dev') USING TTL 60");
        write("UPDATE $ks.members SET role = null WHERE team = 1 AND name = 'ann'");
        write("DELETE FROM $ks.members WHERE team = 1 AND name = 'ann'");
        write("DELETE FROM $ks.members WHERE team = 1");

        assertThat(rows("SELECT * FROM members"))
                .containsExactly(
                        "+I[1, ann, dev, insert, 60, [], null]",
                        "+I[1, ann, null, update, null, [role], null]",
                        "+I[1, ann, null, row_delete, null, [], null]",
                        "+I[1, null, null, partition_delete, null, [], null]");
    }

    @Test
    void projectionAndFiltersLeaveWhatIsAskedFor() throws Exception {
        makeMembers("cdc = {'enabled': true}");
        declareMembers(ALL_IN_THE_LOG, LOG_UNTIL_NOW);
        for (int team = 1; team <= 4; team++) {
            write("INSERT INTO $ks.members (team, name, age) VALUES (" + team + ", 'ann', 30)");
            write("UPDATE $ks.members SET role = 'dev' WHERE team = " + team + " AND name = 'ann'");
        }
        write("DELETE FROM $ks.members WHERE team = 3");

        String query = "SELECT age, team FROM members WHERE team IN (2, 3) AND age > 20";
        assertThat(tables.explainSql(query)).contains("filter=[OR(=(team, 2), =(team, 3))]");
        assertThat(RowsAddedUp.of(rows(query))).containsExactly("[30, 2]");
    }

    @Test
    void initialReadsTheTableAndGoesOnWithItsLog() throws Exception {
        write(
                "CREATE TABLE $ks.members (team int, name text, role text, age int,"
                        + " PRIMARY KEY (team, name))");
        write("INSERT INTO $ks.members (team, name, role) VALUES (1, 'ann', 'dev')");
        write("INSERT INTO $ks.members (team, name, role) VALUES (2, 'bob', 'ops')");
        write("ALTER TABLE $ks.members WITH cdc = {'enabled': true}");
        declareMembers("'scan.startup.mode' = 'initial'");
        tables.executeSql(
                "CREATE TABLE seen (team INT, name STRING, role STRING, cause STRING)"
                        + " WITH ('connector' = 'collecting', 'name' = 'initial')");

        JobClient job =
                tables.executeSql("INSERT INTO seen SELECT team, name, role, cause FROM members")
                        .getJobClient()
                        .get();
        awaitRows("initial", "+I[1, ann, dev, read]", "+I[2, bob, ops, read]");
        write("UPDATE $ks.members SET role = 'lead' WHERE team = 1 AND name = 'ann'");
        write("DELETE FROM $ks.members WHERE team = 2");
        awaitRows(
                "initial",
                "+I[1, ann, dev, read]",
                "+I[2, bob, ops, read]",
                "-U[1, ann, dev, write]",
                "+U[1, ann, lead, write]",
                "-D[2, bob, ops, delete]");
        job.cancel().get();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    READ    | [ann, lead, 30, read]    | [bob, ops, null, read]
                    PARTIAL | [ann, lead, null, write] | [cy, dev, null, write]
                    """)
    void partitionsFromBeforeTheLogAreReadOrShownAsFarAsTheLogTells(
            UnknownRowsMode mode, String ann, String other) throws Exception {
        write(
                "CREATE TABLE $ks.members (team int, name text, role text, age int,"
                        + " PRIMARY KEY (team, name))");
        write("INSERT INTO $ks.members (team, name, role, age) VALUES (1, 'ann', 'dev', 30)");
        write("INSERT INTO $ks.members (team, name, role) VALUES (1, 'bob', 'ops')");
        write("ALTER TABLE $ks.members WITH cdc = {'enabled': true}");
        declareMembers("'scan.changelog.unknown-rows' = '" + mode + "'", LOG_UNTIL_NOW);
        write("UPDATE $ks.members SET role = 'lead' WHERE team = 1 AND name = 'ann'");
        write("INSERT INTO $ks.members (team, name, role) VALUES (1, 'cy', 'dev')");

        assertThat(RowsAddedUp.of(rows("SELECT name, role, age, cause FROM members")))
                .contains(ann, other)
                .hasSize(mode == UnknownRowsMode.READ ? 3 : 2);
    }

    private static void awaitRows(String sink, String... expected) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(CollectingSinkFactory.rows(sink))
                                        .extracting(Row::toString)
                                        .containsExactlyInAnyOrder(expected));
    }

    @ParameterizedTest
    @EnumSource(
            value = RuntimeExecutionMode.class,
            names = {"STREAMING", "BATCH"})
    void snapshotReadsTheTableOnceAndEnds(RuntimeExecutionMode mode) throws Exception {
        makeMembers("cdc = {'enabled': true}");
        tables =
                StreamTableEnvironment.create(
                        StreamExecutionEnvironment.getExecutionEnvironment(
                                new Configuration().set(ExecutionOptions.RUNTIME_MODE, mode)));
        declareMembers("'scan.startup.mode' = 'snapshot'", "'scan.snapshot.ranges' = '4'");
        write("INSERT INTO $ks.members (team, name, role, age) VALUES (1, 'ann', 'dev', 3)");
        write("INSERT INTO $ks.members (team, name, role, age) VALUES (2, 'bob', 'ops', 4)");
        write("INSERT INTO $ks.members (team, name, role, age) VALUES (2, 'cy', 'ops', 5)");

        assertThat(rows("SELECT age, cause, name FROM members WHERE team = 2"))
                .containsExactlyInAnyOrder("+I[4, read, bob]", "+I[5, read, cy]");
        assertThat(RowsAddedUp.of(rows("SELECT role, SUM(age) FROM members GROUP BY role")))
                .containsExactlyInAnyOrder("[dev, 3]", "[ops, 9]");
    }

    @Test
    void countsRowsWithoutReadingAnyColumn() throws Exception {
        makeMembers("cdc = {'enabled': true}");
        declareMembers(
                ALL_IN_THE_LOG,
                LOG_UNTIL_NOW.replace("latest", "timestamp"),
                "'scan.bounded.timestamp' = '" + Instant.now().plusSeconds(5) + "'");
        write("UPDATE $ks.members USING TTL 2 SET role = 'dev' WHERE team = 1 AND name = 'ann'");
        write("INSERT INTO $ks.members (team, name) VALUES (1, 'bob')");
        write("UPDATE $ks.members SET age = 30 WHERE team = 1 AND name = 'cy'");

        assertThat(RowsAddedUp.of(rows("SELECT COUNT(*) FROM members"))).containsExactly("[2]");
    }

    @Test
    void parallelismIsThatOfTheReadersAndTheRestHasTheJobsOwn() throws Exception {
        makeMembers("cdc = {'enabled': true}");
        declareMembers("'scan.startup.mode' = 'latest'", "'scan.parallelism' = '1'");
        String plan = tables.explainSql("SELECT * FROM members", ExplainDetail.JSON_EXECUTION_PLAN);
        assertThat(parallelismOf(plan, "Source: changes of sql_tables.members")).isEqualTo(1);
        assertThat(parallelismOf(plan, "full rows of sql_tables.members")).isEqualTo(2);
    }

    private static int parallelismOf(String plan, String operator) {
        Matcher matcher =
                Pattern.compile(
                                "\"type\" : \""
                                        + Pattern.quote(operator)
                                        + "\".*?\"parallelism\" : (\\d+)",
                                Pattern.DOTALL)
                        .matcher(plan);
        assertThat(matcher.find()).as("operator '%s' in %s", operator, plan).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "deltas"})
    void sourceWatermarkClosesWindowsOverTheTimeOfWrites(String changelog) throws Exception {
        makeMembers("cdc = {'enabled': true}");
        tables.executeSql(
                "CREATE TABLE members (team INT, name STRING,"
                        + " op_ts TIMESTAMP_LTZ(3) METADATA VIRTUAL,"
                        + " WATERMARK FOR op_ts AS SOURCE_WATERMARK())"
                        + keyspace.with(
                                "members",
                                "'scan.changelog' = '" + changelog + "'",
                                "'scan.watermark.alignment.group' = 'all'",
                                "'scan.watermark.alignment.max-drift' = '1 min'",
                                ALL_IN_THE_LOG,
                                LOG_UNTIL_NOW));
        for (int i = 0; i < 200; i++) {
            write("INSERT INTO $ks.members (team, name) VALUES (" + i + ", 'ann')");
        }

        assertThat(
                        RowsAddedUp.of(
                                rows(
                                        "SELECT SUM(members) FROM (SELECT COUNT(*) AS members FROM"
                                                + " TUMBLE(TABLE members, DESCRIPTOR(op_ts),"
                                                + " INTERVAL '1' SECOND)"
                                                + " GROUP BY window_start, window_end)")))
                .containsExactly("[200]");
    }

    @Test
    void watermarkOfAnotherColumnIsAppliedToTheRows() throws Exception {
        keyspace.execute(
                "CREATE TABLE $ks.events (id int PRIMARY KEY, at timestamp)"
                        + " WITH cdc = {'enabled': true}");
        tables.executeSql(
                "CREATE TABLE events (id INT, `at` TIMESTAMP_LTZ(3),"
                        + " WATERMARK FOR `at` AS `at` - INTERVAL '1' SECOND)"
                        + keyspace.with(
                                "events",
                                "'scan.changelog' = 'deltas'",
                                "'scan.parallelism' = '1'",
                                "'scan.watermark.emit.strategy' = 'on-event'",
                                LOG_UNTIL_NOW));
        for (int i = 0; i < 10; i++) {
            write("INSERT INTO $ks.events (id, at) VALUES (1, " + i * 10_000 + ")");
        }

        assertThat(
                        rows(
                                "SELECT CAST(UNIX_TIMESTAMP(CAST(`at` AS STRING)) AS INT) -"
                                        + " CAST(UNIX_TIMESTAMP(CAST(CURRENT_WATERMARK(`at`) AS"
                                        + " STRING)) AS INT) FROM events"))
                .containsOnly("+I[null]", "+I[11]");
    }

    @Test
    void metadataOfChangelogsIsNoMatterOfChanceToTheOptimizerUnlessItIsAskedFor() {
        makeMembers("cdc = {'enabled': true}");
        declareMembers(LOG_UNTIL_NOW);
        tables.getConfig().set("table.optimizer.non-deterministic-update.strategy", "TRY_RESOLVE");
        tables.executeSql(
                "CREATE TABLE rows_seen (role STRING, cause STRING)"
                        + " WITH ('connector' = 'collecting', 'name' = 'rows')");
        tables.executeSql(
                "CREATE TABLE by_key (team INT, name STRING, cause STRING,"
                        + " PRIMARY KEY (team, name) NOT ENFORCED)"
                        + " WITH ('connector' = 'collecting', 'name' = 'rows')");

        assertThat(tables.explainSql("INSERT INTO rows_seen SELECT role, name FROM members"))
                .isNotEmpty();
        assertThat(tables.explainSql("INSERT INTO by_key SELECT team, name, cause FROM members"))
                .isNotEmpty();
        assertThatThrownBy(
                        () ->
                                tables.explainSql(
                                        "INSERT INTO rows_seen SELECT role, cause FROM members"))
                .hasMessageContaining("The metadata column(s): 'cause' in cdc source");
    }

    private void makeMembers(String options) {
        write(
                "CREATE TABLE $ks.members (team int, name text, role text, age int,"
                        + " PRIMARY KEY (team, name)) WITH "
                        + options);
    }

    private void declareMembers(String... options) {
        boolean isStateless = options[0].startsWith("'scan.changelog' ");
        tables.executeSql(
                "CREATE TABLE members (team INT, name STRING, role STRING, age INT, "
                        + (isStateless ? "operation" : "cause")
                        + " STRING METADATA VIRTUAL,"
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
