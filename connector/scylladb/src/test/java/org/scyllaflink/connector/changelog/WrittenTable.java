/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.ScyllaDbServer;
import org.scyllaflink.testkit.model.CqlText;
import org.scyllaflink.testkit.model.ElementChange;
import org.scyllaflink.testkit.model.KeySpace;
import org.scyllaflink.testkit.model.ModelRow;
import org.scyllaflink.testkit.model.RandomWrites;
import org.scyllaflink.testkit.model.RowKey;
import org.scyllaflink.testkit.model.SelectedRows;
import org.scyllaflink.testkit.model.TableModel;
import org.scyllaflink.testkit.model.TableShape;
import org.scyllaflink.testkit.model.Write;
import org.scyllaflink.testkit.model.WriteKind;
import org.scyllaflink.testkit.model.WriteMix;

/** A table with CDC on a server, and the model of it that gets the same random writes. */
final class WrittenTable implements AutoCloseable {

    private static final int MAX_TTL_SECONDS = 3;
    private static final long MICROS = 1_000_000;
    private static final WriteMix MIX =
            WriteMix.everything()
                    .withWeight(WriteKind.ROW_DELETE, 4)
                    .withWeight(WriteKind.RANGE_DELETE, 3)
                    .withWeight(WriteKind.PARTITION_DELETE, 1)
                    .withTieShare(0.1)
                    .withNullShare(0.15)
                    .withTtls(0.85, 1, MAX_TTL_SECONDS);
    private static final Duration PACE = Duration.ofMillis(8);

    /** A write that takes longer may be late. */
    private static final Duration ON_TIME = ModelJob.CONFIDENCE.minusMillis(500);

    /** How long the search for late changes may take, which runs every second. */
    private static final Duration LATE_SEARCH = Duration.ofSeconds(6);

    private final CqlSession session;
    private final TableModel model;
    private final RandomWrites writes;
    private final List<Span> late = new ArrayList<>();
    private long lastMicros;
    private int cells;
    private final Set<List<Object>> partitions = new HashSet<>();
    private long firstMicros = Long.MAX_VALUE;

    /** Watermarks between which a write was not in the log, or not yet found there. */
    private record Span(long fromMillis, long untilMillis) {}

    private WrittenTable(CqlSession session, TableShape shape, long seed) {
        this.session = session;
        this.model = new TableModel(shape);
        this.writes = new RandomWrites(shape, keys(shape), MIX, seed);
    }

    /** So many rows that most cells live until they expire, and are overwritten often enough. */
    private static KeySpace keys(TableShape shape) {
        return shape.clusteringKey().isEmpty() ? new KeySpace(300, 1, 8) : new KeySpace(10, 8, 8);
    }

    static WrittenTable create(ScyllaDbServer server, TableShape shape, long seed) {
        CqlSession session =
                CqlSession.builder()
                        .addContactPoint(server.address())
                        .withLocalDatacenter(server.datacenter())
                        .withConfigLoader(
                                DriverConfigLoader.programmaticBuilder()
                                        .withDuration(
                                                DefaultDriverOption.REQUEST_TIMEOUT,
                                                Duration.ofSeconds(30))
                                        .withBoolean(
                                                DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                                        .build())
                        .build();
        String keyspace = TableName.parse(shape.name()).keyspace();
        session.execute(
                "CREATE KEYSPACE IF NOT EXISTS "
                        + keyspace
                        + " WITH replication = {'class': 'NetworkTopologyStrategy',"
                        + " 'replication_factor': 1} AND tablets = {'enabled': true, 'initial': 4}");
        shape.typeStatements().forEach(session::execute);
        session.execute(shape.createStatement("cdc = {'enabled': true}"));
        return new WrittenTable(session, shape, seed);
    }

    TableSchema schema(ScyllaDbServer server) throws Exception {
        try (CdcCluster cluster = ScyllaConnection.to(server.contactPoint()).connect()) {
            return cluster.table(TableName.parse(model.shape().name())).schema();
        }
    }

    TableModel model() {
        return model;
    }

    /** Writes now, and not too fast. */
    void write() {
        CqlText cql = new CqlText(model.shape());
        long now = now();
        Write write = writes.next(now);
        session.execute(cql.statement(write));
        model.apply(write);
        partitions.add(write.partition());
        firstMicros = Math.min(firstMicros, write.micros());
        Write.singles(write).forEach(this::count);
        lastMicros = now();
        if (lastMicros - write.micros() > ON_TIME.toMillis() * 1_000) {
            Duration found = ModelJob.CONFIDENCE.plus(LATE_SEARCH);
            late.add(new Span(write.micros() / 1_000, lastMicros / 1_000 + found.toMillis()));
        }
        LockSupport.parkNanos(PACE.toNanos() - (lastMicros - now) * 1_000);
    }

    void execute(String statement) {
        session.execute(statement);
    }

    /** When all that has a TTL will have expired and all writes have been found. */
    long quietMillis() {
        long expired = lastMicros / 1_000 + Duration.ofSeconds(MAX_TTL_SECONDS + 1).toMillis();
        return late.stream().mapToLong(Span::untilMillis).reduce(expired, Math::max) + 1;
    }

    /** Whether the log told all writes before a watermark; on a busy machine some take long. */
    boolean isToldAt(long watermark) {
        return late.stream()
                .noneMatch(span -> span.fromMillis <= watermark && watermark <= span.untilMillis);
    }

    /** Percent of the cells written that were live when their TTL was over, by the model. */
    int percentExpired() {
        long expired = 0;
        for (long second = firstMicros / MICROS; second <= quietMillis() / 1_000; second++) {
            for (List<Object> partition : partitions) {
                long end = second;
                expired +=
                        model.readAt(partition, end * MICROS - 1).stream()
                                .flatMap(row -> row.cells().stream())
                                .filter(cell -> cell.expirySecond() == end)
                                .count();
            }
        }
        return (int) (100 * expired / Math.max(1, cells));
    }

    int cells() {
        return cells;
    }

    /** To be asked when nothing is written and nothing expires soon. */
    void assertModelIsTable() {
        Map<RowKey, Map<String, Object>> modelled = new HashMap<>();
        for (ModelRow row : model.rowsAt(now())) {
            modelled.put(row.key(), row.values());
        }
        SelectedRows selected = new SelectedRows(session);
        assertThat(modelled).as("model").isEqualTo(selected.rows(model.shape()));
        if (!model.shape().statics().isEmpty()) {
            assertThat(model.staticsAt(now())).isEqualTo(selected.statics(model.shape()));
        }
    }

    @Override
    public void close() {
        session.execute("DROP TABLE " + model.shape().name());
        session.close();
    }

    private void count(Write write) {
        if (write instanceof Write.Insert insert) {
            count(insert.cells());
        } else if (write instanceof Write.Update update) {
            count(update.cells());
        } else if (write instanceof Write.StaticUpdate update) {
            count(update.cells());
        }
    }

    private void count(Map<String, Object> values) {
        for (Object value : values.values()) {
            int written =
                    value instanceof ElementChange change
                            ? change.put().size()
                            : value == null ? 0 : 1;
            cells += written;
        }
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
