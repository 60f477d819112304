/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableReads;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.model.TokenRange;
import org.scyllaflink.testkit.FaultOrder;
import org.scyllaflink.testkit.ReadFailure;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** What reads of tables find on a running server. */
@ExtendWith(ScyllaDbExtension.class)
class BaseTablesITCase {

    private static final String KEYSPACE = "base_tables_it";
    private static final TokenRange ALL = new TokenRange(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final long ORIGIN = 1_000_000;
    private static final String EVERY_KIND =
            "pk int, ck int, s int static, sm map<text, int> static, v int, f frozen<list<int>>,"
                    + " l list<int>, t set<text>, m map<text, int>, u place, PRIMARY KEY (pk, ck)";

    private static TestDatabase database;
    private static ScyllaConnection connection;
    private static BaseTables tables;

    @BeforeAll
    static void connect(ScyllaDbServer server) throws IOException {
        database = TestDatabase.make(server, KEYSPACE);
        database.execute("CREATE TYPE base_tables_it.place (city text, zip int, note text)");
        connection =
                ScyllaConnection.to(server.contactPoint()).withConsistency(Consistency.LOCAL_ONE);
        tables = connection.openTables();
    }

    @AfterAll
    static void disconnect() {
        database.execute(FaultOrder.noFaults());
        tables.close();
        database.close();
    }

    @Test
    void everyCellComesWithItsTime() throws IOException {
        make("kinds", EVERY_KIND);
        fill("kinds");

        assertThat(SnapshotText.of(scan("kinds", ScannedColumns.ALL, 5000)))
                .containsExactlyInAnyOrder(
                        "1/static s=5@10 sm[q]=3@11",
                        "2/static s=6@12",
                        "2/1 f=[1, 2]@21 l[+]=0@24 l[+]=1@22 l[+]=2@22 m[a]=2@23 m[z]=1@22"
                                + " t[a]@22 t[b]@22 t[c]@23 u[city]=x@22 u[zip]=3@23 v=5@20",
                        "2/2");
    }

    @Test
    void elementsWhoseTimesAreNotToldAreOlderThanTheRow() throws IOException {
        make("refused", EVERY_KIND);
        fill("refused");
        database.execute(FaultOrder.refuseElementTimes(KEYSPACE + ".refused"));

        TableScan scan = tables.scan(schema("refused"), ScannedColumns.ALL);
        List<SnapshotRow> rows = rows(scan, ALL, 5000);
        assertThat(SnapshotText.of(withoutLists(rows)))
                .contains(
                        "1/static s=5@10 sm[q]=3@999999",
                        "2/1 f=[1, 2]@21 m[a]=2@999999 m[z]=1@999999 t[a]@999999 t[b]@999999"
                                + " t[c]@999999 u[city]=x@999999 u[zip]=3@999999 v=5@20");
    }

    /** One that stands for all that was before, then the elements, with the time of the read. */
    @Test
    void aListWhoseTimesAreNotToldStandsForAllBeforeTheRead() throws IOException {
        make("untold", "pk int PRIMARY KEY, l list<int>");
        database.execute("INSERT INTO base_tables_it.untold (pk, l) VALUES (1, [4, 5])");
        database.execute("INSERT INTO base_tables_it.untold (pk, l) VALUES (2, [])");
        database.execute(FaultOrder.refuseElementTimes(KEYSPACE + ".untold"));
        long before = tables.serverTime().toEpochMilli() * 1_000;
        List<SnapshotRow.Cell> cells = scan("untold", ScannedColumns.ALL, 10).get(0).cells();

        assertThat(cells.stream().map(SnapshotRow.Cell::element).map(Objects::isNull).toList())
                .containsExactly(true, false, false);
        assertThat(cells.get(1).micros())
                .isBetween(before, tables.serverTime().toEpochMilli() * 1_000)
                .isEqualTo(cells.get(0).micros() + 1)
                .isEqualTo(cells.get(2).micros());
    }

    private static List<SnapshotRow> withoutLists(List<SnapshotRow> rows) {
        return rows.stream()
                .map(
                        row ->
                                new SnapshotRow(
                                        row.origin(),
                                        row.partitionKey(),
                                        row.clusteringKey(),
                                        row.cells().stream()
                                                .filter(cell -> !isOfList(row, cell))
                                                .toList()))
                .toList();
    }

    private static boolean isOfList(SnapshotRow row, SnapshotRow.Cell cell) {
        TableSchema schema = row.origin().schema();
        return schema.column(schema.keySize() + cell.ordinal()).name().equals("l");
    }

    @Test
    void unwantedColumnsComeWithoutTheirValuesAndWithoutTimesNotAtAll() throws IOException {
        make("some", EVERY_KIND);
        fill("some");

        assertThat(SnapshotText.of(scan("some", new ScannedColumns(List.of("v"), true), 5000)))
                .contains("2/static s@12")
                .anyMatch(row -> row.startsWith("2/1 f@21 l[+]=0@24") && row.endsWith("v=5@20"));
        assertThat(
                        SnapshotText.of(
                                scan("some", new ScannedColumns(List.of("v", "s"), false), 5000)))
                .as("static columns on each row")
                .containsExactlyInAnyOrder("2/1 s=6@999999 v=5@999999", "2/2 s=6@999999");
    }

    @Test
    void countersAreReadWithoutTimesOnly() throws IOException {
        make("counters", "pk int PRIMARY KEY, n counter");
        database.execute("UPDATE base_tables_it.counters SET n = n + 7 WHERE pk = 1");

        assertThat(scan("counters", new ScannedColumns(null, false), 10)).hasSize(1);
        assertThatThrownBy(() -> scan("counters", ScannedColumns.ALL, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'n' is a counter");
    }

    @Test
    void elementsOfAListKeepTheirOrderAndThoseThatTheLogHasAreLeftOut() throws IOException {
        make("lists", "pk int PRIMARY KEY, l list<int>");
        String list = " SET l = %s WHERE pk = 1";
        for (String update :
                List.of("l + [1, 2]", "l + [3]", "[0] + l", "l + [4]", "[-1] + l", "l + [99]")) {
            database.execute(
                    "UPDATE base_tables_it.lists USING TIMESTAMP "
                            + (update.contains("99") ? ORIGIN : 100 + update.length())
                            + list.formatted(update));
        }
        List<SnapshotRow.Cell> cells = scan("lists", ScannedColumns.ALL, 10).get(0).cells();

        assertThat(cells.stream().map(cell -> intOf(cell.value())).toList())
                .containsExactly(-1, 0, 1, 2, 3, 4);
        assertThat(cells.stream().map(cell -> timeOf(cell.element())).toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void rowsComeInPagesWithStaticColumnsOnce() throws IOException {
        make("pages", "pk int, ck int, s int static, v int, PRIMARY KEY (pk, ck)");
        for (int pk = 0; pk < 7; pk++) {
            database.execute("INSERT INTO base_tables_it.pages (pk, s) VALUES (?, 1)", pk);
            for (int ck = 0; ck < pk; ck++) {
                database.execute("INSERT INTO base_tables_it.pages (pk, ck) VALUES (?, ?)", pk, ck);
            }
        }
        List<String> all = SnapshotText.of(scan("pages", ScannedColumns.ALL, 5000));
        assertThat(all).hasSize(7 + 21).doesNotHaveDuplicates();
        for (int pageRows : List.of(1, 2, 3, 5)) {
            assertThat(SnapshotText.of(scan("pages", ScannedColumns.ALL, pageRows))).isEqualTo(all);
        }
        TableScan scan = tables.scan(schema("pages"), ScannedColumns.ALL);
        List<String> parts = new ArrayList<>();
        parts.addAll(SnapshotText.of(rows(scan, new TokenRange(Long.MIN_VALUE, -5), 2)));
        parts.addAll(SnapshotText.of(rows(scan, new TokenRange(-5, Long.MAX_VALUE), 2)));
        assertThat(parts).isEqualTo(all);
    }

    /** Reads over the turn of seconds, with pages that take their time. */
    @Test
    void theSecondOfExpiryDoesNotDependOnWhenItIsRead() throws IOException {
        make("expiring", "pk int, ck int, v int, m map<int, int>, PRIMARY KEY (pk, ck)");
        for (int ck = 0; ck < 400; ck++) {
            database.execute(
                    "INSERT INTO base_tables_it.expiring (pk, ck, v, m) VALUES (?, ?, 1, {1: 1})"
                            + " USING TTL "
                            + (600 + ck % 7),
                    ck % 20,
                    ck);
        }
        Map<String, Set<Long>> expiries = new HashMap<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        for (int round = 0; System.nanoTime() < end; round++) {
            for (SnapshotRow row : scan("expiring", ScannedColumns.ALL, 40 + round % 300)) {
                for (SnapshotRow.Cell cell : row.cells()) {
                    assertThat(cell.expirySecond() - cell.micros() / 1_000_000)
                            .isBetween(599L, 608L);
                    expiries.computeIfAbsent(
                                    row.clusteringKey() + "/" + cell.ordinal(),
                                    key -> new HashSet<>())
                            .add(cell.expirySecond());
                }
            }
        }
        assertThat(expiries).hasSize(800);
        assertThat(expiries.values()).allSatisfy(seconds -> assertThat(seconds).hasSize(1));
    }

    @Test
    void namesThatNeedQuotesAreRead() throws IOException {
        make("\"Quoted\"", "\"P k\" int PRIMARY KEY, \"select\" int");
        database.execute(
                "INSERT INTO base_tables_it.\"Quoted\" (\"P k\", \"select\") VALUES (1, 2)"
                        + " USING TIMESTAMP 9");

        assertThat(SnapshotText.of(scan("Quoted", ScannedColumns.ALL, 10)))
                .containsExactly("1 select=2@9");
    }

    @Test
    void partitionsAndRowsAreReadAlone() throws Exception {
        make("alone", EVERY_KIND);
        fill("alone");
        try (TableReads reads =
                ScyllaTableReads.of(connection, schema("alone")).columns(List.of("v")).open()) {
            List<SnapshotRow> rows = get(reads.partition(pk(2), CdcTime.lowest(ORIGIN)));
            assertThat(SnapshotText.of(rows).get(0)).isEqualTo("2/static s@12");
            assertThat(SnapshotText.of(rows).get(1)).startsWith("2/1 f@21 l[+]").endsWith("v=5@20");
            assertThat(SnapshotText.of(rows).get(2)).isEqualTo("2/2");
            assertThat(get(reads.partition(pk(3), CdcTime.lowest(ORIGIN)))).isEmpty();
            assertThat(get(reads.exists(pk(2), pk(1)))).isTrue();
            assertThat(get(reads.exists(pk(2), pk(2)))).isTrue();
            assertThat(get(reads.exists(pk(2), pk(3)))).isFalse();
            assertThat(get(reads.exists(pk(1), pk(3)))).isFalse();
        }
    }

    @Test
    void aReadThatFailsForGoodNamesTableAndKey() throws Exception {
        make("failing", "pk int PRIMARY KEY, v int");
        ScyllaConnection impatient =
                connection.withReads(ReadSettings.DEFAULT.withRetryTime(Duration.ZERO));
        try (TableReads reads = ScyllaTableReads.of(impatient, schema("failing")).open()) {
            database.execute(
                    FaultOrder.failReads(9, KEYSPACE + ".failing", ReadFailure.SERVER_ERROR));
            assertThatThrownBy(() -> get(reads.exists(pk(1), Key.EMPTY)))
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageContaining("row Key[values=[0x00000001]]")
                    .hasMessageContaining("of base_tables_it.failing");
        }
    }

    @Test
    void theServerTellsRingAndTime() throws IOException {
        assertThat(tables.ring()).isNotEmpty();
        assertThat(Duration.between(tables.serverTime(), Instant.now()).abs())
                .isLessThan(Duration.ofSeconds(30));
    }

    private static void fill(String table) {
        for (String statement :
                List.of(
                        "INSERT INTO %s (pk, s) VALUES (1, 5) USING TIMESTAMP 10",
                        "UPDATE %s USING TIMESTAMP 11 SET sm['q'] = 3 WHERE pk = 1",
                        "INSERT INTO %s (pk, s) VALUES (2, 6) USING TIMESTAMP 12",
                        "INSERT INTO %s (pk, ck, v) VALUES (2, 1, 5) USING TIMESTAMP 20",
                        "UPDATE %s USING TIMESTAMP 21 SET f = [1, 2] WHERE pk = 2 AND ck = 1",
                        "UPDATE %s USING TIMESTAMP 22 AND TTL 1000 SET l = l + [1, 2], t = t +"
                                + " {'b', 'a'}, m['z'] = 1, u.city = 'x' WHERE pk = 2 AND ck = 1",
                        "UPDATE %s USING TIMESTAMP 23 SET t = t + {'c'}, m['a'] = 2, u.zip = 3"
                                + " WHERE pk = 2 AND ck = 1",
                        "UPDATE %s USING TIMESTAMP 24 SET l = [0] + l WHERE pk = 2 AND ck = 1",
                        "INSERT INTO %s (pk, ck) VALUES (2, 2) USING TIMESTAMP 25")) {
            database.execute(statement.formatted(KEYSPACE + "." + table));
        }
    }

    private static void make(String table, String columns) {
        database.execute("CREATE TABLE %s.%s (%s)".formatted(KEYSPACE, table, columns));
    }

    private static TableSchema schema(String table) throws IOException {
        return tables.schema(new TableName(KEYSPACE, table));
    }

    private static List<SnapshotRow> scan(String table, ScannedColumns columns, int pageRows)
            throws IOException {
        return rows(tables.scan(schema(table), columns), ALL, pageRows);
    }

    private static List<SnapshotRow> rows(TableScan scan, TokenRange range, int pageRows) {
        List<SnapshotRow> rows = new ArrayList<>();
        ScanPage page = get(scan.read(range, CdcTime.lowest(ORIGIN), pageRows));
        page.rows().forEach(row -> rows.add(row.row()));
        while (!page.isLast()) {
            page = get(page.next());
            page.rows().forEach(row -> rows.add(row.row()));
        }
        return rows;
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Key pk(int value) {
        return Key.of(CqlValue.of(ByteBuffer.allocate(4).putInt(0, value)));
    }

    private static int intOf(CqlValue value) {
        return ByteBuffer.wrap(value.bytes()).getInt();
    }

    private static CdcTime timeOf(CqlValue key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.bytes());
        return new CdcTime(bytes.getLong(), bytes.getLong());
    }
}
