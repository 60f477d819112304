/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** What the log of a running server says, as changes. */
@ExtendWith(ScyllaDbExtension.class)
class CqlCdcLogITCase {

    private static final String KEYSPACE = "cdc_log_it";

    private static TestDatabase database;
    private static ScyllaConnection connection;
    private static CdcCluster cluster;

    @BeforeAll
    static void connect(ScyllaDbServer server) throws IOException {
        database = TestDatabase.make(server, KEYSPACE);
        connection =
                ScyllaConnection.to(server.contactPoint()).withConsistency(Consistency.LOCAL_ONE);
        cluster = connection.connect();
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
        database.close();
    }

    @Test
    void everyKindOfWriteComesAsItsChange() throws IOException {
        make("kinds", "pk int, ck int, s int static, a int, b text, PRIMARY KEY (pk, ck)", "");
        for (String statement :
                List.of(
                        "INSERT INTO %s (pk, ck, a, b) VALUES (1, 1, 10, 'x')",
                        "INSERT INTO %s (pk, ck, a) VALUES (1, 2, null)",
                        "INSERT INTO %s (pk, ck) VALUES (1, 3) USING TTL 600",
                        "INSERT INTO %s (pk, ck, s, a) VALUES (1, 4, 7, 40)",
                        "INSERT INTO %s (pk, s) VALUES (1, 8)",
                        "UPDATE %s SET a = 11 WHERE pk = 1 AND ck = 1",
                        "UPDATE %s USING TTL 60 SET a = 12, b = null WHERE pk = 1 AND ck = 1",
                        "DELETE b FROM %s WHERE pk = 1 AND ck = 2",
                        "DELETE FROM %s WHERE pk = 1 AND ck = 2",
                        "DELETE FROM %s WHERE pk = 1 AND ck > 2 AND ck <= 3",
                        "DELETE FROM %s WHERE pk = 1 AND ck >= 4",
                        "DELETE FROM %s WHERE pk = 1")) {
            database.execute(statement.formatted(KEYSPACE + ".kinds"));
        }

        assertThat(ChangeText.of(read("kinds")))
                .containsExactly(
                        "insert 1/1 a=10 b=x",
                        "insert 1/2 a=null",
                        "insert 1/3 ttl 600",
                        "update 1/static s=7; insert 1/4 a=40",
                        "update 1/static s=8",
                        "update 1/1 a=11",
                        "update 1/1 a=12 ttl 60 b=null",
                        "update 1/2 b=null",
                        "delete row 1/2",
                        "delete range 1/(2...3]",
                        "delete range 1/[4...]",
                        "delete partition 1");
    }

    @Test
    void imagesComeWithTheirChanges() throws IOException {
        make(
                "images",
                "pk int, ck int, a int, b text, PRIMARY KEY (pk, ck)",
                ", 'preimage':" + " 'full', 'postimage': true");
        database.execute("INSERT INTO cdc_log_it.images (pk, ck, a, b) VALUES (1, 1, 10, 'x')");
        database.execute(
                "BEGIN UNLOGGED BATCH"
                        + " UPDATE cdc_log_it.images SET a = 11 WHERE pk = 1 AND ck = 1;"
                        + " UPDATE cdc_log_it.images SET a = 20 WHERE pk = 1 AND ck = 2;"
                        + " APPLY BATCH");
        database.execute("DELETE FROM cdc_log_it.images WHERE pk = 1 AND ck = 1");

        assertThat(ChangeText.of(read("images")))
                .containsExactly(
                        "insert 1/1 a=10 b=x is {a=10 b=x}",
                        "update 1/1 a=11 was {a=10 b=x} is {a=11 b=x}; update 1/2 a=20 is {a=20}",
                        "delete row 1/1 was {a=11 b=x}");
    }

    @Test
    void aTableWithoutClusteringColumnsHasPartitionDeletes() throws IOException {
        make("simple", "pk int PRIMARY KEY, a int", "");
        database.execute("INSERT INTO cdc_log_it.simple (pk, a) VALUES (1, 2)");
        database.execute("DELETE FROM cdc_log_it.simple WHERE pk = 1");

        assertThat(ChangeText.of(read("simple")))
                .containsExactly("insert 1/ a=2", "delete partition 1");
    }

    @Test
    void namesThatNeedQuotesAreRead() throws IOException {
        make("\"Quoted\"", "\"P k\" int PRIMARY KEY, \"select\" int", "");
        database.execute("INSERT INTO cdc_log_it.\"Quoted\" (\"P k\", \"select\") VALUES (1, 2)");

        assertThat(ChangeText.of(read("Quoted"))).containsExactly("insert 1/ select=2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 5000})
    void batchesAreWholeWhateverThePageSize(int pageSize) throws IOException {
        String table = "pages" + pageSize;
        make(table, "pk int, ck int, a int, PRIMARY KEY (pk, ck)", "");
        for (int i = 0; i < 5; i++) {
            database.execute(
                    ("BEGIN UNLOGGED BATCH"
                                    + " INSERT INTO %1$s (pk, ck, a) VALUES (1, 1, %2$d);"
                                    + " INSERT INTO %1$s (pk, ck, a) VALUES (1, 2, %2$d);"
                                    + " INSERT INTO %1$s (pk, ck, a) VALUES (1, 3, %2$d);"
                                    + " APPLY BATCH")
                            .formatted(KEYSPACE + "." + table, i));
        }

        try (CdcCluster paged =
                connection.withReads(ReadSettings.DEFAULT.withPageSize(pageSize)).connect()) {
            List<ChangeBatch> batches = LogScan.all(paged, new TableName(KEYSPACE, table));
            assertThat(batches).hasSize(5).allMatch(batch -> batch.changes().size() == 3);
            assertThat(ChangeText.of(batches).get(4))
                    .isEqualTo("insert 1/1 a=4; insert 1/2 a=4; insert 1/3 a=4");
            assertThat(new LinkedHashSet<>(LogScan.times(paged, new TableName(KEYSPACE, table))))
                    .containsExactlyElementsOf(batches.stream().map(ChangeBatch::time).toList());
        }
    }

    @Test
    void anOperationThatIsNoneStopsTheReaderAndIsNamed() throws IOException {
        make("strange", "pk int PRIMARY KEY, a int", "");
        StreamId stream = insertRow("strange", (byte) 42, true);

        assertThatThrownBy(() -> read("strange"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "CDC log of cdc_log_it.strange, stream " + stream + ", time ")
                .hasMessageEndingWith("row 0: cdc$operation: 42 (expected: 0 to 9, -3 or -4)");
    }

    @Test
    void aBatchWithoutItsEndFailsTheRange() throws IOException {
        make("cut", "pk int PRIMARY KEY, a int", "");
        StreamId stream = insertRow("cut", (byte) 2, null);

        assertThatThrownBy(() -> read("cut"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("CDC log of cdc_log_it.cut, stream " + stream + ", from ")
                .hasMessageContaining("the last row has no cdc$end_of_batch");
    }

    @Test
    void generationsHaveStartsAndStreamsThatCoverTheRing() throws IOException {
        make("any", "pk int PRIMARY KEY", "");
        GenerationCatalog generations = cluster.generations(new TableName(KEYSPACE, "any"));
        List<RangeStreams> ranges = generations.streams(generations.starts().get(0));

        assertThat(generations.starts()).isSorted().isNotEmpty();
        long after = ranges.get(ranges.size() - 1).range().last();
        for (RangeStreams range : ranges) {
            assertThat(range.range().after()).isEqualTo(after);
            assertThat(range.streams())
                    .allSatisfy(
                            stream -> assertThat(range.range().contains(stream.token())).isTrue())
                    .isSortedAccordingTo((a, b) -> Long.compare(a.token(), b.token()));
            after = range.range().last();
        }
        assertThatThrownBy(() -> generations.streams(Instant.EPOCH))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("CDC generation 1970-01-01T00:00:00Z has no streams");
    }

    @Test
    void tellsWhichTablesHaveALog() throws IOException {
        make("logged", "pk int PRIMARY KEY", "");
        TableName plain = new TableName(KEYSPACE, "plain");
        database.execute("CREATE TABLE " + plain + " (pk int PRIMARY KEY)");

        assertThat(cluster.tables())
                .contains(new TableName(KEYSPACE, "logged"))
                .doesNotContain(plain);
    }

    @Test
    void tablesOfVnodesShareTheirGenerations() throws IOException {
        assertThat(cluster.generations(new TableName(KEYSPACE, "a")))
                .isSameAs(cluster.generations(new TableName(KEYSPACE, "b")));
    }

    @Test
    void theServerTellsItsTime() throws IOException {
        assertThat(Duration.between(cluster.serverTime(), Instant.now()).abs())
                .isLessThan(Duration.ofSeconds(30));
    }

    /** Writes to the log itself, which ScyllaDB allows while the log is in use, too. */
    private static StreamId insertRow(String table, byte operation, Boolean endOfBatch)
            throws IOException {
        GenerationCatalog generations = cluster.generations(new TableName(KEYSPACE, table));
        StreamId stream = generations.streams(generations.starts().get(0)).get(0).streams().get(0);
        database.execute(
                "INSERT INTO cdc_log_it."
                        + table
                        + "_scylla_cdc_log (\"cdc$stream_id\", \"cdc$time\", \"cdc$batch_seq_no\","
                        + " \"cdc$operation\", \"cdc$end_of_batch\", pk) VALUES (?, ?, 0, ?, ?, 1)",
                stream.toBytes(),
                Uuids.timeBased(),
                operation,
                endOfBatch);
        return stream;
    }

    private static void make(String table, String columns, String options) {
        database.execute(
                "CREATE TABLE %s.%s (%s) WITH cdc = {'enabled': true%s}"
                        .formatted(KEYSPACE, table, columns, options));
    }

    private static List<ChangeBatch> read(String table) throws IOException {
        return LogScan.all(cluster, new TableName(KEYSPACE, table));
    }
}
