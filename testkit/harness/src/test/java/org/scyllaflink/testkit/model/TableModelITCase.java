/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;
import org.scyllaflink.testkit.Sessions;

/** Holds the model against a server: random writes to both, then what a SELECT finds. */
@ExtendWith(ScyllaDbExtension.class)
class TableModelITCase {
    private static final KeySpace KEYS = new KeySpace(3, 4, 6);
    private static final int WRITES = 1500;

    private static CqlSession session;

    private final long seed = System.nanoTime();

    @BeforeAll
    static void open(ScyllaDbServer server) {
        session = Sessions.open(server);
        Sessions.makeKeyspace(session, "model");
    }

    @AfterAll
    static void close() {
        session.execute("DROP KEYSPACE model");
        session.close();
    }

    @Test
    void agreesOnWritesOfEveryKindWithManyTies() {
        TableModel model = new TableModel(shape("ties"));

        write(model, WriteMix.standard().withTieShare(0.4).withTtls(0.3, 5000, 9000));

        assertThat(select(model.shape())).as("seed %d", seed).isEqualTo(rows(model));
        assertThat(rows(model)).isNotEmpty();
    }

    @Test
    void agreesAfterCellsAndMarkersExpired() {
        TableModel model = new TableModel(shape("expiry"));

        write(
                model,
                WriteMix.standard().withWeight(WriteKind.PARTITION_DELETE, 0).withTtls(0.5, 1, 3));

        await().alias("seed " + seed)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .during(Duration.ofSeconds(4)) // longer than any TTL: nothing is left to expire
                .untilAsserted(() -> assertThat(select(model.shape())).isEqualTo(rows(model)));
    }

    @Test
    void agreesOnATableWithoutClusteringKey() {
        TableShape shape =
                new TableShape(
                        "model.flat",
                        List.of(
                                new ModelColumn("p1", ModelType.TEXT),
                                new ModelColumn("p2", ModelType.TIMESTAMP)),
                        List.of(),
                        List.of(new ModelColumn("a", ModelType.DOUBLE)));
        TableModel model = new TableModel(shape);

        write(model, WriteMix.standard().withTieShare(0.4));

        assertThat(select(shape)).as("seed %d", seed).isEqualTo(rows(model));
    }

    @Test
    void agreesThatTheLaterExpiryWinsATie() {
        TableModel model = new TableModel(shape("expiry_ties"));
        long micros = now();
        RowKey row = new RowKey(List.of(1), List.of(1, "x"));
        CqlText cql = new CqlText(model.shape());
        session.execute(model.shape().createStatement("cdc = {'enabled': true}"));

        for (int ttl : new int[] {3000, 9000, 6000}) {
            Write write = new Write.Update(row, Map.of("score", -ttl), micros, ttl);
            session.execute(cql.statement(write));
            model.apply(write);
        }

        assertThat(rows(model).get(row)).containsEntry("score", -9000);
        assertThat(select(model.shape())).isEqualTo(rows(model));
    }

    @Test
    void agreesOnCollectionsAndStaticColumns() {
        TableModel model = new TableModel(SampleTables.rich("model.rich"));

        write(model, WriteMix.everything().withTieShare(0.3).withTtls(0.3, 5000, 9000));

        assertThat(select(model.shape())).as("seed %d", seed).isEqualTo(rows(model));
        assertThat(selectStatics(model.shape())).as("seed %d", seed).isEqualTo(statics(model));
        assertThat(rows(model)).isNotEmpty();
        assertThat(statics(model)).isNotEmpty();
    }

    @Test
    void agreesOnRowsInFallingOrder() {
        TableModel model = new TableModel(SampleTables.descending("model.falling"));

        write(model, WriteMix.everything().withTieShare(0.3));

        assertThat(select(model.shape())).as("seed %d", seed).isEqualTo(rows(model));
        assertThat(List.copyOf(select(model.shape()).keySet()))
                .filteredOn(key -> key.partition().equals(List.of(0)))
                .isEqualTo(
                        rows(model).keySet().stream()
                                .filter(key -> key.partition().equals(List.of(0)))
                                .toList());
    }

    @Test
    void agreesAfterElementsAndStaticCellsExpired() {
        TableModel model = new TableModel(SampleTables.rich("model.rich_expiry"));

        write(
                model,
                WriteMix.everything()
                        .withWeight(WriteKind.PARTITION_DELETE, 0)
                        .withTtls(0.5, 1, 3));

        await().alias("seed " + seed)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .during(Duration.ofSeconds(4)) // longer than any TTL: nothing is left to expire
                .untilAsserted(
                        () -> {
                            assertThat(select(model.shape())).isEqualTo(rows(model));
                            assertThat(selectStatics(model.shape())).isEqualTo(statics(model));
                        });
    }

    private void write(TableModel model, WriteMix mix) {
        CqlText cql = new CqlText(model.shape());
        RandomWrites writes = new RandomWrites(model.shape(), KEYS, mix, seed);
        model.shape().typeStatements().forEach(session::execute);
        session.execute(model.shape().createStatement("cdc = {'enabled': true}"));
        for (int i = 0; i < WRITES; i++) {
            Write write = writes.next(now());
            session.execute(cql.statement(write));
            model.apply(write);
        }
    }

    private static TableShape shape(String table) {
        return new TableShape(
                "model." + table,
                List.of(new ModelColumn("pk", ModelType.INT)),
                List.of(
                        new ModelColumn("c1", ModelType.INT),
                        new ModelColumn("c2", ModelType.TEXT)),
                List.of(
                        new ModelColumn("segment", ModelType.TEXT),
                        new ModelColumn("score", ModelType.INT),
                        new ModelColumn("amount", ModelType.BIGINT),
                        new ModelColumn("ratio", ModelType.DOUBLE),
                        new ModelColumn("active", ModelType.BOOLEAN),
                        new ModelColumn("seen", ModelType.TIMESTAMP)));
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static Map<RowKey, Map<String, Object>> rows(TableModel model) {
        Map<RowKey, Map<String, Object>> rows = new LinkedHashMap<>();
        model.rowsAt(Instant.now()).forEach(row -> rows.put(row.key(), row.values()));
        return rows;
    }

    private static Map<List<Object>, Map<String, Object>> statics(TableModel model) {
        return model.staticsAt(now());
    }

    private static Map<RowKey, Map<String, Object>> select(TableShape shape) {
        return new SelectedRows(session).rows(shape);
    }

    private static Map<List<Object>, Map<String, Object>> selectStatics(TableShape shape) {
        return new SelectedRows(session).statics(shape);
    }
}
