/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scyllaflink.connector.cql.ColumnSelection.Others;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** What is left of a log when only some columns are wanted, against the whole of it. */
@ExtendWith(ScyllaDbExtension.class)
@Timeout(120)
class ColumnSelectionITCase {

    private static final String KEYSPACE = "column_selection_it";
    private static final TableName TABLE = new TableName(KEYSPACE, "t");
    private static final CqlValue UNREAD = CqlValue.wrap(new byte[0]);

    private static TestDatabase database;
    private static CdcCluster cluster;

    @BeforeAll
    static void write(ScyllaDbServer server) throws IOException {
        database = TestDatabase.make(server, KEYSPACE);
        cluster =
                ScyllaConnection.to(server.contactPoint())
                        .withReads(ReadSettings.DEFAULT.withPageSize(3))
                        .connect();
        database.execute(
                "CREATE TABLE "
                        + TABLE
                        + " (pk int, ck text, s text static, a text, b text, n int,"
                        + " m map<int, text>, f frozen<list<int>>, PRIMARY KEY (pk, ck))"
                        + " WITH cdc = {'enabled': true, 'preimage': 'full', 'postimage': true}");
        for (String statement :
                List.of(
                        "INSERT INTO %s (pk, ck, s, a, b, n) VALUES (1, 'x', 's', 'a', 'b', 1)",
                        "UPDATE %s SET b = 'c', f = [1, 2] WHERE pk = 1 AND ck = 'x'",
                        "UPDATE %s USING TTL 1000 SET a = 'd', n = 2, m = {1: 'one'} WHERE pk = 1"
                                + " AND ck = 'x'",
                        "UPDATE %s SET b = null, n = null WHERE pk = 1 AND ck = 'x'",
                        "UPDATE %s SET s = null WHERE pk = 1",
                        "UPDATE %s SET b = '' WHERE pk = 1 AND ck = 'y'",
                        "UPDATE %s SET m = m - {1} WHERE pk = 1 AND ck = 'x'",
                        "DELETE FROM %s WHERE pk = 1 AND ck = 'x'",
                        "DELETE FROM %s WHERE pk = 1 AND ck > 'a'",
                        "DELETE FROM %s WHERE pk = 1")) {
            database.execute(statement.formatted(TABLE));
        }
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void ofOtherColumnsThereIsWhatIsAskedFor(Others others) throws IOException {
        ColumnSelection selection = new ColumnSelection(Set.of("a"), others);

        List<Change> whole = changes(ColumnSelection.ALL);
        assertThat(whole).hasSizeGreaterThanOrEqualTo(10);
        assertThat(changes(selection))
                .isEqualTo(whole.stream().map(change -> selected(change, selection)).toList());
    }

    @Test
    void columnsAddedLaterAreReadAsOthersAre() throws IOException {
        TableName table = new TableName(KEYSPACE, "altered");
        database.execute(
                "CREATE TABLE "
                        + table
                        + " (pk int PRIMARY KEY, a text) WITH cdc = {'enabled': true}");
        database.execute("INSERT INTO " + table + " (pk, a) VALUES (1, 'x')");
        ColumnSelection wanted = new ColumnSelection(Set.of("a"), Others.LIVENESS);
        CdcLog log = cluster.log(cluster.table(table), wanted);
        assertThat(LogScan.all(cluster, log, table)).hasSize(1);

        database.execute("ALTER TABLE " + table + " ADD b text");
        database.execute("INSERT INTO " + table + " (pk, a, b) VALUES (1, 'y', 'z')");

        List<ChangeBatch> batches = LogScan.all(cluster, log, table);
        RowChange last = (RowChange) batches.get(1).changes().get(0);
        assertThat(last.deltas())
                .containsExactly(
                        new ColumnDelta.Written(CqlValue.wrap(new byte[] {'y'}), 0),
                        new ColumnDelta.Written(UNREAD, 0));
    }

    @Test
    void valuesThatAreNotWantedDoNotCrossTheNetwork() throws IOException {
        TableName table = new TableName(KEYSPACE, "wide");
        String texts =
                IntStream.range(0, 10).mapToObj(i -> "t" + i).collect(Collectors.joining(", "));
        database.execute(
                "CREATE TABLE "
                        + table
                        + " (pk int PRIMARY KEY, n int, "
                        + texts.replace(",", " text,")
                        + " text) WITH cdc = {'enabled': true}");
        String text = ", '" + "x".repeat(100) + "'";
        for (int pk = 0; pk < 100; pk++) {
            database.execute(
                    ("INSERT INTO %s (pk, n, %s) VALUES (%d, %d%s)")
                            .formatted(table, texts, pk, pk, text.repeat(10)));
        }
        Map<Others, Long> bytes = new EnumMap<>(Others.class);
        for (Others others : Others.values()) {
            CdcLog log =
                    cluster.log(cluster.table(table), new ColumnSelection(Set.of("n"), others));
            bytes.put(others, LogScan.bytes(cluster, log, table));
        }
        System.out.println("ColumnSelectionITCase: bytes of 100 wide rows: " + bytes);
        assertThat(bytes.get(Others.LIVENESS)).isLessThan(bytes.get(Others.VALUES) / 2);
        assertThat(bytes.get(Others.NOTHING)).isLessThan(bytes.get(Others.LIVENESS) / 2);
    }

    private static List<Change> changes(ColumnSelection selection) throws IOException {
        CdcLog log = cluster.log(cluster.table(TABLE), selection);
        List<Change> changes = new ArrayList<>();
        LogScan.all(cluster, log, TABLE).forEach(batch -> changes.addAll(batch.changes()));
        return changes;
    }

    private static Change selected(Change change, ColumnSelection selection) {
        TableSchema schema = change.origin().schema();
        if (change instanceof RowChange row) {
            List<ColumnDelta> deltas = new ArrayList<>();
            for (int i = 0; i < row.deltas().size(); i++) {
                deltas.add(selected(row.delta(i), schema.column(schema.keySize() + i), selection));
            }
            return new RowChange(
                    row.origin(),
                    row.partitionKey(),
                    row.clusteringKey(),
                    row.marker(),
                    deltas,
                    selected(row.before(), schema, selection),
                    selected(row.after(), schema, selection));
        } else if (change instanceof RowDelete delete) {
            return new RowDelete(
                    delete.origin(),
                    delete.partitionKey(),
                    delete.clusteringKey(),
                    selected(delete.before(), schema, selection));
        }
        return change;
    }

    private static ColumnDelta selected(
            ColumnDelta delta, Column column, ColumnSelection selection) {
        boolean isWanted =
                selection.others() == Others.VALUES || selection.wanted().contains(column.name());
        if (isWanted) {
            return delta;
        } else if (selection.others() == Others.NOTHING) {
            return ColumnDelta.UNTOUCHED;
        }
        return delta instanceof ColumnDelta.Written written
                ? new ColumnDelta.Written(UNREAD, written.ttlSeconds())
                : delta;
    }

    private static @Nullable RowImage selected(
            @Nullable RowImage image, TableSchema schema, ColumnSelection selection) {
        if (image == null) {
            return null;
        }
        CqlValue[] values = new CqlValue[image.size()];
        BitSet included = new BitSet();
        for (int i = 0; i < values.length; i++) {
            Column column = schema.column(schema.keySize() + i);
            boolean isWhole =
                    selection.others() == Others.VALUES
                            || selection.wanted().contains(column.name())
                            || selection.others() == Others.LIVENESS && !column.type().isAtomic();
            if (isWhole) {
                values[i] = image.value(i);
                included.set(i, image.includes(i));
            }
        }
        return new RowImage(values, included);
    }
}
