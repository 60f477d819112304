/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.source.ChangeDeserializationSchema;
import org.scyllaflink.connector.source.ScyllaCdcSource;
import org.scyllaflink.connector.source.StartingPoint;
import org.scyllaflink.testkit.FaultOrder;
import org.scyllaflink.testkit.ScyllaDbServer;

/** Changes that land behind the reader, from the server to full rows. */
class LateChangesITCase {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final TableName TABLE = TableName.parse("late.changes");
    private static final Duration CONFIDENCE = Duration.ofSeconds(1);

    @TempDir private Path folder;

    @Test
    @SuppressWarnings("try") // Flink's iterator declares that close() may be interrupted.
    void lateRowsComeOnceThroughFailures() throws Exception {
        try (ScyllaDbServer server =
                        ScyllaDbServer.start(folder, "--vnodes", "4", "--shards", "2");
                CqlSession session = session(server)) {
            TableSchema schema = table(server, session);
            DataStream<RowData> rows = rows(server, schema);
            try (CloseableIterator<RowData> output = rows.collectAsync()) {
                JobClient job = rows.getExecutionEnvironment().executeAsync();
                List<RowData> received = new ArrayList<>();

                Instant first = insert(session, 1);
                awaitKey(1, output, received);
                // The reader is past the time of the first row now: the next one lands behind it.
                FailingOnce.at(2);
                insertAt(session, 2, first);
                awaitKey(2, output, received);
                assertThat(FailingOnce.left()).as("failures before the checkpoint").isEmpty();
                assertThat(cause(received.get(1), schema)).isEqualTo("late");
                assertThat(opTs(received.get(1), schema)).isEqualTo(first);

                FailingOnce.at(3);
                insert(session, 3);
                awaitKey(3, output, received);
                assertThat(FailingOnce.left()).as("failures after the checkpoint").isEmpty();

                // Shows after two more sweeps, which so have found nothing twice.
                session.execute(FaultOrder.delayLog(TABLE.toString(), CONFIDENCE.multipliedBy(4)));
                Instant delayed = insert(session, 4);
                session.execute(FaultOrder.delayLog(TABLE.toString(), Duration.ZERO));
                awaitKey(4, output, received);
                assertThat(cause(received.get(3), schema)).isEqualTo("late");
                assertThat(opTs(received.get(3), schema))
                        .isBetween(delayed.minusSeconds(1), delayed.plusSeconds(1));

                insert(session, 5);
                awaitKey(5, output, received);
                assertThat(received)
                        .extracting(row -> row.getInt(0))
                        .containsExactly(1, 2, 3, 4, 5);
                assertThat(received).extracting(RowData::getRowKind).containsOnly(RowKind.INSERT);
                job.cancel().get();
            }
        }
    }

    private static CqlSession session(ScyllaDbServer server) {
        return CqlSession.builder()
                .addContactPoint(server.address())
                .withLocalDatacenter(server.datacenter())
                .build();
    }

    private static TableSchema table(ScyllaDbServer server, CqlSession session) throws Exception {
        session.execute(
                "CREATE KEYSPACE late WITH replication = {'class': 'SimpleStrategy',"
                        + " 'replication_factor': 1}");
        session.execute(
                "CREATE TABLE "
                        + TABLE
                        + " (key int PRIMARY KEY, number int) WITH cdc = {'enabled': true}");
        try (CdcCluster cluster = ScyllaConnection.to(server.contactPoint()).connect()) {
            return cluster.table(TABLE).schema();
        }
    }

    private static DataStream<RowData> rows(ScyllaDbServer server, TableSchema schema) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration()
                                .set(
                                        CheckpointingOptions.CHECKPOINTING_INTERVAL,
                                        Duration.ofMillis(300))
                                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                                .set(
                                        RestartStrategyOptions
                                                .RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                                        5)
                                .set(
                                        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                        Duration.ofMillis(100)));
        environment.setParallelism(2);
        ScyllaCdcSource<Change> source =
                ScyllaCdcSource.<Change>builder()
                        .connection(ScyllaConnection.to(server.contactPoint()))
                        .table(TABLE)
                        .deserializer(ChangeDeserializationSchema.changes())
                        .startingPoint(StartingPoint.earliest())
                        .confidenceWindow(CONFIDENCE)
                        .windows(Duration.ofMillis(200), Duration.ofMinutes(1))
                        .lateSweep(CONFIDENCE, Duration.ofMinutes(2))
                        .build();
        DataStream<Change> changes =
                environment
                        .fromSource(source, WatermarkStrategy.noWatermarks(), "changes")
                        .filter(new FailingOnce());
        return FullRowChangelog.of(schema).withUidPrefix("late").applyTo(changes);
    }

    /** Returns the time of the write. */
    private static Instant insert(CqlSession session, int key) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        insertAt(session, key, now);
        return now;
    }

    private static void insertAt(CqlSession session, int key, Instant time) {
        session.execute(
                "INSERT INTO "
                        + TABLE
                        + " (key, number) VALUES ("
                        + key
                        + ", 0) USING TIMESTAMP "
                        + ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    private static void awaitKey(
            int key, CloseableIterator<RowData> output, List<RowData> received) {
        do {
            received.add(output.next());
        } while (received.get(received.size() - 1).getInt(0) != key);
    }

    private static String cause(RowData row, TableSchema schema) {
        return row.getString(MetadataColumn.CAUSE.position(schema)).toString();
    }

    private static Instant opTs(RowData row, TableSchema schema) {
        return row.getTimestamp(MetadataColumn.OP_TS.position(schema), 6).toInstant();
    }

    /** Fails when it first sees a key that it was told of. */
    private static final class FailingOnce implements FilterFunction<Change> {

        private static final long serialVersionUID = 1L;
        private static final Set<Integer> KEYS = ConcurrentHashMap.newKeySet();

        static void at(int key) {
            KEYS.add(key);
        }

        static Set<Integer> left() {
            return KEYS;
        }

        @Override
        public boolean filter(Change change) {
            int key = ByteBuffer.wrap(change.partitionKey().value(0).bytes()).getInt();
            if (KEYS.remove(key)) {
                throw new IllegalStateException("a failure at key " + key + " that the test wants");
            }
            return true;
        }
    }
}
