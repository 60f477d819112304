/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** Tables that change while their logs are read, page by page. */
@ExtendWith(ScyllaDbExtension.class)
@Timeout(180)
class SchemaChangeITCase {

    private static final String KEYSPACE = "schema_change_it";

    /** Batches of three rows in pages of two: most pages end inside a batch. */
    private static final int PAGE_SIZE = 2;

    private static final int BATCHES = 3;

    private static TestDatabase database;
    private static CdcCluster cluster;
    private static int tables;

    private TableName table;
    private LogRange range;
    private final List<ChangeBatch> read = new ArrayList<>();

    @BeforeAll
    static void connect(ScyllaDbServer server) throws IOException {
        database = TestDatabase.make(server, KEYSPACE);
        cluster =
                ScyllaConnection.to(server.contactPoint())
                        .withReads(ReadSettings.DEFAULT.withPageSize(PAGE_SIZE))
                        .connect();
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
        database.close();
    }

    static Stream<Arguments> changesThatLeaveWhatWasWritten() {
        return Stream.of(
                Arguments.of(
                        "a column added",
                        "ALTER TABLE %s ADD c int",
                        "INSERT INTO %s (pk, ck, a, b, c) VALUES (1, 9, 90, 'y', 91)",
                        "insert 1/9 a=90 b=y c=91"),
                Arguments.of(
                        "a column added in front of the others",
                        "ALTER TABLE %s ADD \"A\" text",
                        "INSERT INTO %s (pk, ck, a, \"A\") VALUES (1, 9, 90, 'z')",
                        "insert 1/9 A=z a=90"),
                Arguments.of(
                        "a static column added",
                        "ALTER TABLE %s ADD s int static",
                        "INSERT INTO %s (pk, ck, s, a) VALUES (1, 9, 7, 90)",
                        "update 1/static s=7; insert 1/9 a=90"),
                Arguments.of(
                        "images switched on",
                        "ALTER TABLE %s WITH cdc = {'enabled': true, 'preimage': 'full',"
                                + " 'postimage': true}",
                        "UPDATE %s SET a = 90 WHERE pk = 1 AND ck = 1",
                        "update 1/1 a=90 was {a=2 b=x} is {a=90 b=x}"),
                Arguments.of(
                        "another life of rows in the log",
                        "ALTER TABLE %s WITH cdc = {'enabled': true, 'ttl': 100}",
                        "INSERT INTO %s (pk, ck, a) VALUES (1, 9, 90)",
                        "insert 1/9 a=90"),
                Arguments.of(
                        "something that does not matter",
                        "ALTER TABLE %s WITH comment = 'other'",
                        "INSERT INTO %s (pk, ck, a) VALUES (1, 9, 90)",
                        "insert 1/9 a=90"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changesThatLeaveWhatWasWritten")
    void valuesFromBeforeAndAfterAreWholeWhereverThePageEnds(
            String what, String change, String write, String expected) throws IOException {
        for (int pages = 1; pages <= 4; pages++) {
            make("pk int, ck int, a int, b text, PRIMARY KEY (pk, ck)");
            writeBatches();
            range = range();
            TableSchema before = cluster.table(table).schema();
            LogPage page = readPages(pages);
            int whole = read.size();
            database.execute(change.formatted(table));
            database.execute(write.formatted(table));
            readOn(page);

            assertThat(ChangeText.of(read))
                    .as("%s after %s pages", what, pages)
                    .containsExactlyElementsOf(with(expected));
            assertThat(last().changes().get(0).origin().schema())
                    .isEqualTo(cluster.table(table).schema());
            assertThat(read.subList(0, whole))
                    .allMatch(batch -> batch.changes().get(0).origin().schema().equals(before));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aDroppedColumnIsReadAsLongAsItIsThere(int pages) throws IOException {
        make("pk int, ck int, a int, b text, PRIMARY KEY (pk, ck)");
        writeBatches();
        range = range();
        LogPage page = readPages(pages);
        int whole = read.size();
        database.execute("ALTER TABLE " + table + " DROP b");
        database.execute("INSERT INTO " + table + " (pk, ck, a) VALUES (1, 9, 90)");
        readOn(page);

        List<String> expected = new ArrayList<>(with("insert 1/9 a=90"));
        for (int i = whole; i < BATCHES; i++) {
            expected.set(i, expected.get(i).replace(" b=x", ""));
        }
        assertThat(ChangeText.of(read)).containsExactlyElementsOf(expected);
    }

    @Test
    void aColumnAddedAgainHasItsNewValues() throws IOException {
        make("pk int, ck int, a int, b text, PRIMARY KEY (pk, ck)");
        writeBatches();
        range = range();
        LogPage page = readPages(2);
        database.execute("ALTER TABLE " + table + " DROP b");
        database.execute("INSERT INTO " + table + " (pk, ck, a) VALUES (1, 8, 80)");
        addAgain("b text");
        database.execute("INSERT INTO " + table + " (pk, ck, a, b) VALUES (1, 9, 90, 'y')");
        readOn(page);

        assertThat(ChangeText.of(read))
                .hasSize(BATCHES + 2)
                .startsWith("insert 1/1 a=0 b=x; insert 1/2 a=0 b=x; insert 1/3 a=0 b=x")
                .endsWith("insert 1/8 a=80", "insert 1/9 a=90 b=y");
    }

    @Test
    void aColumnAddedAgainWithAnotherTypeStopsReading() throws IOException {
        make("pk int, ck int, a int, b text, PRIMARY KEY (pk, ck)");
        writeBatches();
        range = range();
        LogPage page = readPages(1);
        database.execute("ALTER TABLE " + table + " DROP b");
        addAgain("b blob");

        assertThatThrownBy(() -> readOn(page))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("CDC log of " + table + ", stream ")
                .hasMessageContaining(
                        "table "
                                + table
                                + " changed while its log was read: column 'b' was text and is"
                                + " blob (expected: the same type");
    }

    @Test
    void aUserDefinedTypeMayGainAField() throws IOException {
        database.execute("CREATE TYPE " + KEYSPACE + ".point (x text)");
        make("pk int, ck int, p frozen<point>, PRIMARY KEY (pk, ck)");
        String insert = "INSERT INTO " + table + " (pk, ck, p) VALUES (1, %d, %s)";
        for (int i = 0; i < 5; i++) {
            database.execute(insert.formatted(i, "{x: 'a'}"));
        }
        range = range();
        LogPage page = readPages(1);
        database.execute("ALTER TYPE " + KEYSPACE + ".point ADD y text");
        database.execute(insert.formatted(9, "{x: 'b', y: 'c'}"));
        readOn(page);

        assertThat(ChangeText.of(read))
                .hasSize(6)
                .startsWith("insert 1/0 p=\0\0\0\1a")
                .endsWith("insert 1/4 p=\0\0\0\1a", "insert 1/9 p=\0\0\0\1b\0\0\0\1c");
        assertThat(last().changes().get(0).origin().schema())
                .isEqualTo(cluster.table(table).schema());
    }

    @Test
    void aKeyMayBeRenamedWhenAllFromBeforeIsRead() throws IOException {
        make("pk int, ck int, a int, b text, PRIMARY KEY (pk, ck)");
        writeBatches();
        range = range();
        readOn(readPages(1));
        database.execute("ALTER TABLE " + table + " RENAME ck TO c2");
        database.execute("INSERT INTO " + table + " (pk, c2, a) VALUES (1, 9, 90)");
        range =
                new LogRange(
                        range.stream(), range.generationStart(), last().time().next(), range.to());
        readOn(readPages(1));

        assertThat(ChangeText.of(read)).containsExactlyElementsOf(with("insert 1/9 a=90"));
        assertThat(last().changes().get(0).origin().schema().hasColumn("c2")).isTrue();
    }

    @Test
    void rowsFromBeforeAKeyWasRenamedStopReading() throws IOException {
        make("pk int, ck int, a int, b text, PRIMARY KEY (pk, ck)");
        writeBatches();
        range = range();
        LogPage page = readPages(1);
        database.execute("ALTER TABLE " + table + " RENAME ck TO c2");

        assertThatThrownBy(() -> readOn(page))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("CDC log of " + table + ", stream ")
                .hasMessageContaining("key column 'c2': null (expected: a value; rows from before");
    }

    @Test
    void aLogThatWasDroppedStopsReading() throws IOException {
        make("pk int, ck int, a int, b text, PRIMARY KEY (pk, ck)");
        writeBatches();
        range = range();
        LogPage page = readPages(1);
        database.execute("ALTER TABLE " + table + " WITH cdc = {'enabled': false}");
        database.execute("DROP TABLE " + table.log());

        assertThatThrownBy(() -> readOn(page))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "log table "
                                + table.log()
                                + " does not exist any more: CDC was disabled and the log dropped,"
                                + " or the table was dropped");
    }

    @Test
    void aTableThatWasDroppedStopsReading() throws IOException {
        make("pk int, ck int, a int, b text, PRIMARY KEY (pk, ck)");
        writeBatches();
        range = range();
        LogPage page = readPages(1);
        database.execute("DROP TABLE " + table);

        assertThatThrownBy(() -> readOn(page))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("log table " + table.log() + " does not exist any more");
    }

    @Test
    void aLogThatWasMadeAnewStopsReading() throws IOException {
        make("pk int, ck int, a int, b text, PRIMARY KEY (pk, ck)");
        writeBatches();
        range = range();
        LogPage page = readPages(1);
        database.execute("ALTER TABLE " + table + " WITH cdc = {'enabled': false}");
        database.execute("DROP TABLE " + table.log());
        database.execute("ALTER TABLE " + table + " WITH cdc = {'enabled': true}");

        assertThatThrownBy(() -> readOn(page))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "log table " + table.log() + " was dropped and made anew while it was");
    }

    @Test
    void disablingCdcStopsReading() throws IOException {
        make("pk int, ck int, a int, b text, PRIMARY KEY (pk, ck)");
        writeBatches();
        range = range();
        LogPage page = readPages(1);
        database.execute("ALTER TABLE " + table + " WITH cdc = {'enabled': false}");

        assertThatThrownBy(() -> readOn(page))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("table " + table + ": CDC was disabled");
    }

    /**
     * Reads close behind the clock, where a look at the schema of a moment ago would be too old.
     */
    @Test
    void aColumnIsThereInTheFirstReadAfterItsFirstWrite() throws IOException {
        make("pk int, ck int, a int, b text, PRIMARY KEY (pk, ck)");
        writeBatches();
        range = range();
        readOn(readPages(1));
        CdcLog log = cluster.log(cluster.table(table));
        for (int i = 0; i < 5; i++) {
            CdcTime from = last().time().next();
            database.execute("ALTER TABLE %s ADD c%d int".formatted(table, i));
            database.execute(
                    "INSERT INTO %1$s (pk, ck, c%2$d) VALUES (1, 1, %2$d)".formatted(table, i));
            CdcTime to = CdcTime.lowest(cluster.serverTime().toEpochMilli() * 1000 + 1000);
            LogRange latest = new LogRange(range.stream(), range.generationStart(), from, to);
            LogPage page = join(log.read(latest));
            read.addAll(page.batches());
            readOn(page);

            assertThat(ChangeText.of(List.of(last())))
                    .containsExactly("insert 1/1 c" + i + "=" + i);
        }
    }

    private void make(String columns) {
        table = new TableName(KEYSPACE, "t" + tables++);
        read.clear();
        database.execute(
                "CREATE TABLE " + table + " (" + columns + ") WITH cdc = {'enabled': true}");
    }

    /** The whole log of the one partition that has one. */
    private LogRange range() throws IOException {
        Instant start = cluster.generations(table).starts().get(0);
        StreamId stream = LogScan.all(cluster, table).get(0).stream();
        return new LogRange(stream, start, LogScan.FROM, LogScan.TO);
    }

    private void writeBatches() {
        for (int i = 0; i < BATCHES; i++) {
            database.execute(
                    ("BEGIN UNLOGGED BATCH"
                                    + " INSERT INTO %1$s (pk, ck, a, b) VALUES (1, 1, %2$d, 'x');"
                                    + " INSERT INTO %1$s (pk, ck, a, b) VALUES (1, 2, %2$d, 'x');"
                                    + " INSERT INTO %1$s (pk, ck, a, b) VALUES (1, 3, %2$d, 'x');"
                                    + " APPLY BATCH")
                            .formatted(table, i));
        }
    }

    /** What was written first, and then this. */
    private static List<String> with(String last) {
        Stream<String> batches =
                IntStream.range(0, BATCHES)
                        .mapToObj(
                                i ->
                                        "insert 1/1 a=%1$d b=x; insert 1/2 a=%1$d b=x; insert 1/3 a=%1$d b=x"
                                                .formatted(i));
        return Stream.concat(batches, Stream.of(last)).toList();
    }

    /** Begins to read the range, or all that was written, and returns the last of these pages. */
    private LogPage readPages(int pages) throws IOException {
        CdcLog log = cluster.log(cluster.table(table));
        LogPage page = join(log.read(range));
        read.addAll(page.batches());
        for (int i = 1; i < pages; i++) {
            page = join(page.next());
            read.addAll(page.batches());
        }
        return page;
    }

    /** Reads what follows a page to the end of its range. */
    private void readOn(LogPage first) throws IOException {
        for (LogPage page = first; !page.isLast(); ) {
            page = join(page.next());
            read.addAll(page.batches());
        }
    }

    private static LogPage join(CompletionStage<LogPage> page) throws IOException {
        try {
            return page.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Not at once: the log's column stays dropped for 5 s. */
    private void addAgain(String column) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreException(InvalidQueryException.class)
                .until(() -> database.execute("ALTER TABLE " + table + " ADD " + column) != null);
    }

    private ChangeBatch last() {
        return read.get(read.size() - 1);
    }
}
