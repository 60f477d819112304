/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** What is read of tables, and how those are refused that cannot be read. */
@ExtendWith(ScyllaDbExtension.class)
class SchemaReaderITCase {

    private static final String KEYSPACE = "schema_it";

    private static TestDatabase database;
    private static CdcCluster cluster;

    @BeforeAll
    static void connect(ScyllaDbServer server) throws IOException {
        database = TestDatabase.make(server, KEYSPACE);
        cluster = ScyllaConnection.to(server.contactPoint()).connect();
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
        database.close();
    }

    @Test
    void columnsComeInTheOrderOfTheirKinds() throws IOException {
        database.execute("CREATE TYPE schema_it.point (x int, y int)");
        database.execute(
                "CREATE TABLE schema_it.t (z int, p2 text, p1 int, c2 timeuuid, c1 bigint,"
                        + " s2 blob static, s1 double static, b frozen<list<int>>,"
                        + " a frozen<point>, PRIMARY KEY ((p2, p1), c2, c1))"
                        + " WITH CLUSTERING ORDER BY (c2 DESC, c1 ASC)"
                        + " AND cdc = {'enabled': true, 'ttl': 7200}");
        CdcTable table = table("t");

        assertThat(table.logTtl()).isEqualTo(Duration.ofHours(2));
        assertThat(table.schema().columns())
                .extracting(Column::name)
                .containsExactly("p2", "p1", "c2", "c1", "s1", "s2", "a", "b", "z");
        assertThat(table.schema().column(2).order()).isEqualTo(Column.Order.DESCENDING);
        assertThat(table.schema().column(3).order()).isEqualTo(Column.Order.ASCENDING);
        assertThat(table.schema().column(6).type())
                .isInstanceOfSatisfying(
                        CqlType.UserDefined.class, type -> assertThat(type.fields()).hasSize(2));
    }

    @Test
    void aLogWithoutATtlLastsForEver() throws IOException {
        database.execute(
                "CREATE TABLE schema_it.lasting (pk int PRIMARY KEY)"
                        + " WITH cdc = {'enabled': true, 'ttl': 0}");

        assertThat(table("lasting").logTtl()).isNull();
    }

    @Test
    void anUnknownTableIsNamedWithThoseThatExist() {
        database.execute(
                "CREATE TABLE schema_it.known (pk int PRIMARY KEY) WITH cdc = {'enabled': true}");

        assertThatThrownBy(() -> table("unknown"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("table schema_it.unknown does not exist (expected one of: ")
                .hasMessageContaining("known")
                .hasMessageNotContaining("_scylla_cdc_log");
        assertThatThrownBy(() -> cluster.table(new TableName("nowhere", "t")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "table nowhere.t does not exist (keyspace 'nowhere' is unknown or empty)");
    }

    @Test
    void aTableWithoutCdcIsRefusedWithWhatToDo() {
        database.execute("CREATE TABLE schema_it.plain (pk int PRIMARY KEY)");

        assertThatThrownBy(() -> table("plain"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "table schema_it.plain: CDC was never enabled (expected: ALTER TABLE"
                                + " schema_it.plain WITH cdc = {'enabled': true})");
    }

    @Test
    void aTableWhoseCdcWasDisabledIsRefusedThoughItsLogIsStillThere() {
        database.execute(
                "CREATE TABLE schema_it.former (pk int PRIMARY KEY) WITH cdc = {'enabled': true}");
        database.execute("ALTER TABLE schema_it.former WITH cdc = {'enabled': false}");

        assertThatThrownBy(() -> table("former"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "table schema_it.former: CDC was disabled; what the log still holds is no"
                                + " longer kept up to date (expected: ALTER TABLE schema_it.former"
                                + " WITH cdc = {'enabled': true})");
    }

    @Test
    void aLogIsNotTakenForATable() {
        assertThatThrownBy(() -> table("known_scylla_cdc_log"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "table schema_it.known_scylla_cdc_log is a change log (expected: its base"
                                + " table known)");
    }

    @Test
    void aTableWhoseDeltasAreKeysAloneSaysSo() throws IOException {
        database.execute(
                "CREATE TABLE schema_it.keys (pk int PRIMARY KEY)"
                        + " WITH cdc = {'enabled': true, 'delta': 'keys'}");

        assertThat(table("keys").options().delta()).isEqualTo(CdcOptions.Delta.KEYS);
    }

    @Test
    void nonFrozenColumnsAreToldFromFrozenOnes() throws IOException {
        database.execute("CREATE TYPE schema_it.pair (l int, r text)");
        database.execute(
                "CREATE TABLE schema_it.elements (pk int PRIMARY KEY, a list<int>,"
                        + " b map<text, frozen<set<int>>>, c set<int>, d pair, e frozen<set<int>>)"
                        + " WITH cdc = {'enabled': true}");

        assertThat(table("elements").schema().columns())
                .extracting(column -> column.type().cql())
                .containsExactly(
                        "int",
                        "list<int>",
                        "map<text, frozen<set<int>>>",
                        "set<int>",
                        "pair",
                        "frozen<set<int>>");
    }

    private static CdcTable table(String name) throws IOException {
        return cluster.table(new TableName(KEYSPACE, name));
    }
}
