/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.cql.TestDatabase;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** What a cluster looks like through its catalog. */
@ExtendWith(ScyllaDbExtension.class)
class ScyllaCatalogITCase {

    private static final String SECRET = "not-to-be-seen";

    private static TestDatabase database;
    private static TableEnvironment flink;
    private static String contactPoint;

    @BeforeAll
    static void make(ScyllaDbServer server) {
        contactPoint = server.contactPoint();
        database = TestDatabase.make(server, "catalog_it");
        database.execute("DROP KEYSPACE IF EXISTS \"Catalog_It\"");
        database.execute(
                "CREATE KEYSPACE \"Catalog_It\" WITH replication = {'class': 'SimpleStrategy',"
                        + " 'replication_factor': 1}");
        database.execute("CREATE TYPE catalog_it.point (x int, y int)");
        database.execute(
                "CREATE TABLE catalog_it.orders (region text, id bigint, at timestamp, price"
                        + " decimal, place frozen<point>, tags set<text>, note text static,"
                        + " PRIMARY KEY ((region, id), at)) WITH cdc = {'enabled': true,"
                        + " 'preimage': 'full', 'ttl': 3600} AND comment = 'What was sold'");
        database.execute("CREATE TABLE catalog_it.plain (id int PRIMARY KEY, name text)");
        database.execute("CREATE TABLE catalog_it.visits (page text PRIMARY KEY, hits counter)");
        database.execute(
                "CREATE TABLE catalog_it.former (id int PRIMARY KEY) WITH cdc = {'enabled': true}");
        database.execute("ALTER TABLE catalog_it.former WITH cdc = {'enabled': false}");
        database.execute(
                "CREATE MATERIALIZED VIEW catalog_it.by_name AS SELECT * FROM catalog_it.plain"
                        + " WHERE name IS NOT NULL AND id IS NOT NULL PRIMARY KEY (name, id)");
        database.execute("CREATE INDEX ON catalog_it.plain (name)");
        database.execute(
                "CREATE TABLE \"Catalog_It\".\"Select\" (\"Group\" int, \"op_ts\" int, \"a b\" text,"
                        + " \"$x\" int, \"it's \"\"q\"\"\" int, PRIMARY KEY (\"Group\", \"op_ts\"))"
                        + " WITH cdc = {'enabled': true}");

        flink = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        flink.executeSql(
                "CREATE CATALOG scylla WITH ('type' = 'scylladb', 'connection.contact-points' = '"
                        + contactPoint
                        + "', 'scan.confidence-window' = '2 s',"
                        + " 'connection.page-size' = '100',"
                        + " 'connection.username' = 'any', 'connection.password' = '"
                        + SECRET
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
    void keyspacesAreDatabasesWithoutTheServersOwn() {
        assertThat(rows("SHOW DATABASES"))
                .contains("catalog_it", "Catalog_It")
                .noneMatch(name -> name.startsWith("system"));
    }

    @Test
    void theServersOwnAreShownToWhomAsks() {
        createCatalog("curious", "'show-system-keyspaces' = 'true'");
        assertThat(rows("SHOW TABLES IN curious.system_schema")).contains("tables", "columns");
        flink.executeSql("DROP CATALOG curious");
        assertThatThrownBy(() -> rows("SHOW TABLES IN scylla.system_schema"))
                .hasStackTraceContaining("system_schema");
    }

    @Test
    void tablesAndViewsAreTablesWithoutLogsAndIndexes() {
        assertThat(rows("SHOW TABLES IN catalog_it"))
                .containsExactly("by_name", "former", "orders", "plain", "visits");
        assertThat(rows("SHOW VIEWS IN catalog_it")).isEmpty();
    }

    @Test
    void aTableWithCdcIsAChangelogOfItsColumns() {
        assertThat(schema("scylla.catalog_it.orders"))
                .isEqualTo(
                        """
                        (
                          `region` STRING NOT NULL,
                          `id` BIGINT NOT NULL,
                          `at` TIMESTAMP_LTZ(3) NOT NULL,
                          `note` STRING,
                          `place` ROW<`x` INT, `y` INT>,
                          `price` STRING,
                          `tags` ARRAY<STRING>,
                          CONSTRAINT `PK_region_id_at` PRIMARY KEY (`region`, `id`, `at`) NOT ENFORCED
                        )""");
    }

    @Test
    void whatATableShowsIsAllButSecrets() {
        String statement = String.join("\n", rows("SHOW CREATE TABLE catalog_it.orders"));

        assertThat(statement)
                .contains(
                        "'connector' = 'scylladb-cdc'",
                        "'keyspace' = 'catalog_it'",
                        "'table' = 'orders'",
                        "'connection.contact-points' = '" + contactPoint + "'",
                        "'connection.page-size' = '100'",
                        "'scan.confidence-window' = '2 s'",
                        "COMMENT 'What was sold; partition key (region, id); static note; cdc ="
                                + " {''enabled'': true, ''preimage'': ''full'', ''postimage'':"
                                + " false, ''delta'': ''full'', ''ttl'': 3600}'")
                .doesNotContain(SECRET, "password");
    }

    @Test
    void aTableWithoutCdcIsAScan() {
        for (String table : List.of("plain", "former", "by_name")) {
            assertThat(String.join("\n", rows("SHOW CREATE TABLE catalog_it." + table)))
                    .contains("'connector' = 'scylladb'")
                    .doesNotContain("scan.confidence-window");
        }
        assertThat(schema("scylla.catalog_it.by_name"))
                .contains("PRIMARY KEY (`name`, `id`) NOT ENFORCED");
        assertThat(schema("scylla.catalog_it.visits")).contains("`hits` BIGINT");
    }

    @Test
    void theChangelogWithMetadataHasEventTime() {
        assertThat(schema("scylla.catalog_it.`orders$changelog`"))
                .contains(
                        "`at` TIMESTAMP_LTZ(3) NOT NULL",
                        "`op_ts` TIMESTAMP_LTZ(3) NOT NULL *ROWTIME* METADATA VIRTUAL",
                        "`cause` STRING NOT NULL METADATA VIRTUAL",
                        "WATERMARK FOR `op_ts`: TIMESTAMP_LTZ(3) NOT NULL AS SOURCE_WATERMARK()",
                        "PRIMARY KEY (`region`, `id`, `at`) NOT ENFORCED");
    }

    @Test
    void theLogIsATableOfChangesWithoutAKey() {
        assertThat(schema("scylla.catalog_it.`orders$log`"))
                .contains(
                        "`id` BIGINT NOT NULL",
                        "`at` TIMESTAMP_LTZ(3),",
                        "`operation` STRING NOT NULL METADATA VIRTUAL",
                        "`range_start` ROW<",
                        "AS SOURCE_WATERMARK()")
                .doesNotContain("PRIMARY KEY");
        assertThat(String.join("\n", rows("SHOW CREATE TABLE catalog_it.`orders$log`")))
                .contains("'scan.changelog' = 'deltas'");
    }

    @Test
    void aViewOfALogThatIsNoneSaysHowToGetOne() {
        assertThatThrownBy(() -> rows("DESCRIBE catalog_it.`plain$log`"))
                .hasStackTraceContaining(
                        "Table catalog_it.plain$log needs the log of catalog_it.plain, which has no"
                                + " CDC (expected: ALTER TABLE catalog_it.plain WITH cdc ="
                                + " {'enabled': true}).");
        assertThatThrownBy(() -> rows("DESCRIBE catalog_it.`nothing$log`"))
                .hasStackTraceContaining("nothing$log");
    }

    @Test
    void namesAreQuotedWhereTheyMustBe() {
        assertThat(rows("SHOW TABLES IN `Catalog_It`")).containsExactly("Select");
        assertThat(schema("scylla.`Catalog_It`.`Select`"))
                .contains(
                        "`Group` INT NOT NULL", "`op_ts` INT NOT NULL", "`$x` INT", "`a b` STRING")
                .contains("`it's \"q\"` INT");
        assertThat(schema("scylla.`Catalog_It`.`Select$changelog`"))
                .contains("`op_ts` INT NOT NULL,")
                .contains(
                        "`op_ts_` TIMESTAMP_LTZ(3) NOT NULL *ROWTIME* METADATA FROM 'op_ts' VIRTUAL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE DATABASE scylla.other",
                "DROP DATABASE scylla.catalog_it CASCADE",
                "ALTER DATABASE scylla.catalog_it SET ('a' = 'b')",
                "CREATE TABLE catalog_it.made (a INT) WITH ('connector' = 'datagen')",
                "CREATE VIEW catalog_it.made AS SELECT 1",
                "DROP TABLE catalog_it.plain",
                "ALTER TABLE catalog_it.plain RENAME TO catalog_it.simple",
                "ALTER TABLE catalog_it.plain SET ('a' = 'b')",
                "ALTER TABLE catalog_it.plain ADD more INT",
                "CREATE FUNCTION catalog_it.f AS 'some.Function'",
            })
    void changesAreRefusedInOneSentence(String statement) {
        assertThatThrownBy(() -> flink.executeSql(statement))
                .hasStackTraceContaining(
                        "is refused: catalog 'scylla' shows what ScyllaDB holds and does not change"
                                + " it (expected: CQL to change ScyllaDB, or CREATE TEMPORARY TABLE,"
                                + " VIEW or FUNCTION, which no catalog keeps)");
    }

    @Test
    void aWrongAddressIsToldWhenTheCatalogIsMade() {
        assertThatThrownBy(
                        () ->
                                flink.executeSql(
                                        "CREATE CATALOG lost WITH ('type' = 'scylladb',"
                                                + " 'connection.contact-points' = '127.0.0.1:1')"))
                .rootCause()
                .hasMessageStartingWith(
                        "Catalog 'lost': cannot connect to ScyllaDB at [127.0.0.1:1]: no node answers");
        assertThat(rows("SHOW CATALOGS")).doesNotContain("lost");
    }

    @Test
    void anUnknownDefaultDatabaseIsToldWithThoseThatExist() {
        assertThatThrownBy(() -> createCatalog("lost", "'default-database' = 'nowhere'"))
                .rootCause()
                .hasMessageStartingWith(
                        "Catalog 'lost': there is no keyspace 'nowhere' to be the default database"
                                + " (expected one of: ")
                .hasMessageContaining("catalog_it");
    }

    @Test
    void aDefaultDatabaseSparesItsName() {
        createCatalog("shop", "'default-database' = 'catalog_it'");
        flink.executeSql("USE CATALOG shop");
        assertThat(rows("SHOW TABLES")).contains("orders");
        flink.executeSql("USE CATALOG scylla");
        flink.executeSql("DROP CATALOG shop");
    }

    @Test
    void anOptionThatNoTableHasIsRefused() {
        assertThatThrownBy(() -> createCatalog("lost", "'scan.confidence' = '2 s'"))
                .hasStackTraceContaining("scan.confidence");
        assertThatThrownBy(() -> createCatalog("lost", "'scan.changelog' = 'deltas'"))
                .hasStackTraceContaining("scan.changelog");
    }

    @Test
    void statisticsAreUnknown() throws Exception {
        assertThat(
                        flink.getCatalog("scylla")
                                .orElseThrow()
                                .getTableStatistics(new ObjectPath("catalog_it", "plain"))
                                .getRowCount())
                .isNegative();
    }

    private static void createCatalog(String name, String option) {
        flink.executeSql(
                String.format(
                        "CREATE CATALOG %s WITH ('type' = 'scylladb', 'connection.contact-points' ="
                                + " '%s', %s)",
                        name, contactPoint, option));
    }

    private static String schema(String table) {
        ResolvedSchema schema = flink.from(table).getResolvedSchema();
        return schema.toString();
    }

    private static List<String> rows(String statement) {
        List<String> rows = new ArrayList<>();
        flink.executeSql(statement)
                .collect()
                .forEachRemaining(row -> rows.add(String.valueOf(row.getField(0))));
        return rows;
    }
}
