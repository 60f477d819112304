/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;
import org.scyllaflink.testkit.StreamOrder;

/** The stream sets of tables with tablets. */
@ExtendWith(ScyllaDbExtension.class)
@Timeout(120)
class TabletGenerationCatalogITCase {

    private static final String KEYSPACE = "tablet_catalog_it";

    private static TestDatabase database;
    private static CdcCluster cluster;

    @BeforeAll
    static void connect(ScyllaDbServer server) throws IOException {
        database = TestDatabase.make(server, "tablet_catalog_it_vnodes");
        database.execute("DROP KEYSPACE IF EXISTS " + KEYSPACE);
        database.execute(
                "CREATE KEYSPACE "
                        + KEYSPACE
                        + " WITH replication = {'class': 'NetworkTopologyStrategy',"
                        + " 'replication_factor': 1}"
                        + " AND tablets = {'enabled': true, 'initial': 2}");
        cluster = ScyllaConnection.to(server.contactPoint()).connect();
    }

    @AfterAll
    static void disconnect() {
        database.execute("DROP KEYSPACE " + KEYSPACE);
        cluster.close();
        database.close();
    }

    @Test
    void aSetHasOneStreamATabletInTokenOrder() throws IOException {
        GenerationCatalog catalog = catalog("first");
        Instant start = catalog.starts().get(0);
        List<RangeStreams> ranges = catalog.streams(start);

        assertThat(catalog.starts()).hasSize(1);
        assertThat(start).isBefore(Instant.now().minusSeconds(4));
        assertThat(ranges)
                .extracting(range -> range.range().last())
                .containsExactly(-1L, Long.MAX_VALUE);
        assertThat(ranges).allMatch(range -> range.streams().size() == 1);
    }

    @Test
    void splitTabletsHaveASetOfNewStreams() throws IOException {
        GenerationCatalog catalog = catalog("split");
        Instant first = catalog.starts().get(0);
        Instant second = soon();
        database.execute(StreamOrder.resizeTablets(KEYSPACE + ".split", 4, second));

        assertThat(catalog.starts()).containsExactly(first, second);
        assertThat(catalog.streams(second))
                .hasSize(4)
                .doesNotContainAnyElementsOf(catalog.streams(first));
    }

    @Test
    void tabletsThatDidNotChangeKeepTheirStreams() throws IOException {
        GenerationCatalog catalog = catalog("part");
        Instant first = catalog.starts().get(0);
        Instant second = soon();
        database.execute(StreamOrder.splitTablet(0, KEYSPACE + ".part", second));

        List<RangeStreams> before = catalog.streams(first);
        List<RangeStreams> after = catalog.streams(second);
        assertThat(after).hasSize(3);
        assertThat(after.get(2)).isEqualTo(before.get(1));
        assertThat(after.subList(0, 2)).doesNotContain(before.get(0));
    }

    @Test
    void setsThatTheServerForgotAreGone() throws IOException {
        GenerationCatalog catalog = catalog("forgotten");
        Instant first = catalog.starts().get(0);
        Instant second = soon();
        database.execute(StreamOrder.resizeTablets(KEYSPACE + ".forgotten", 4, second));
        assertThat(catalog.starts()).containsExactly(first, second);
        database.execute(
                StreamOrder.collectStreams(
                        KEYSPACE + ".forgotten", second.plus(Duration.ofDays(2))));

        assertThat(catalog.starts()).containsExactly(second);
        assertThat(catalog.streams(second)).hasSize(4);
        assertThatThrownBy(() -> catalog.streams(first))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "CDC stream set "
                                + first
                                + " of table "
                                + KEYSPACE
                                + ".forgotten has no streams in system.cdc_streams");
    }

    @Test
    void whatIsWrittenBeforeAndAfterASplitIsInTheStreamsOfItsSet() throws IOException {
        GenerationCatalog catalog = catalog("written");
        insert("written", 1);
        Instant second = soon();
        database.execute(StreamOrder.resizeTablets(KEYSPACE + ".written", 8, second));
        Awaitility.await().until(() -> Instant.now().isAfter(second));
        insert("written", 2);

        assertThat(ChangeText.of(LogScan.all(cluster, new TableName(KEYSPACE, "written"))))
                .containsExactly("insert 1/ a=1", "insert 1/ a=2");
        List<StreamId> streams =
                LogScan.all(cluster, new TableName(KEYSPACE, "written")).stream()
                        .map(batch -> batch.stream())
                        .toList();
        assertThat(all(catalog, catalog.starts().get(0))).contains(streams.get(0));
        assertThat(all(catalog, second)).contains(streams.get(1));
    }

    @Test
    void aTableHasItsOwnCatalogAndVnodeTablesShareOne() throws IOException {
        catalog("own1");
        catalog("own2");
        TableName own1 = new TableName(KEYSPACE, "own1");
        TableName vnodes1 = new TableName("tablet_catalog_it_vnodes", "t1");
        TableName vnodes2 = new TableName("tablet_catalog_it_vnodes", "t2");

        assertThat(cluster.generations(own1))
                .isSameAs(cluster.generations(own1))
                .isNotSameAs(cluster.generations(new TableName(KEYSPACE, "own2")));
        assertThat(cluster.generations(vnodes1)).isSameAs(cluster.generations(vnodes2));
    }

    private static List<StreamId> all(GenerationCatalog catalog, Instant start) throws IOException {
        return catalog.streams(start).stream().flatMap(range -> range.streams().stream()).toList();
    }

    private static GenerationCatalog catalog(String table) throws IOException {
        database.execute(
                "CREATE TABLE %s.%s (pk int PRIMARY KEY, a int) WITH cdc = {'enabled': true}"
                        .formatted(KEYSPACE, table));
        return cluster.generations(new TableName(KEYSPACE, table));
    }

    private static void insert(String table, int a) {
        database.execute("INSERT INTO %s.%s (pk, a) VALUES (1, %d)".formatted(KEYSPACE, table, a));
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MILLIS);
    }
}
