/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.connector.cql.Consistency;
import org.scyllaflink.connector.cql.ReadSettings;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** The source of tables in a cluster, reading from a server: no log, no changelog. */
@Timeout(180)
@ExtendWith(ScyllaDbExtension.class)
class ScyllaTableSourceITCase {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(2)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final int PARTITIONS = 100;
    private static final int ROWS = 2_000;

    private static CqlSession session;
    private static ScyllaConnection connection;

    private String run;

    @BeforeAll
    static void fill(ScyllaDbServer server) {
        session =
                CqlSession.builder()
                        .addContactPoint(server.address())
                        .withLocalDatacenter(server.datacenter())
                        .build();
        session.execute("DROP KEYSPACE IF EXISTS table_source_it");
        session.execute(
                "CREATE KEYSPACE table_source_it WITH replication ="
                        + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
        session.execute(
                "CREATE TABLE table_source_it.numbers (pk int, n int, v int, PRIMARY KEY (pk, n))"
                        + " WITH CLUSTERING ORDER BY (n DESC)");
        PreparedStatement insert =
                session.prepare("INSERT INTO table_source_it.numbers (pk, n, v) VALUES (?, ?, ?)");
        for (int n = 0; n < ROWS; n++) {
            // A tenth of the rows in one partition, which is larger than a page.
            session.execute(insert.bind(n % 10 == 0 ? 0 : n % PARTITIONS, n, n));
        }
        connection =
                ScyllaConnection.to(server.contactPoint())
                        .withConsistency(Consistency.LOCAL_ONE)
                        .withReads(ReadSettings.DEFAULT.withPageSize(20));
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @BeforeEach
    void nameTheRun(TestInfo test) {
        run = test.getDisplayName();
        SeenRows.begin(run);
    }

    /** Emits {@code n}. */
    private record Numbers() implements SnapshotDeserializationSchema<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(SnapshotRow row, Collector<Integer> out) {
            out.collect(ByteBuffer.wrap(row.clusteringKey().value(0).bytes()).getInt());
        }

        @Override
        public TypeInformation<Integer> getProducedType() {
            return Types.INT;
        }
    }

    @Test
    void readsEachRowOnceAndEnds() throws Exception {
        List<Integer> rows =
                environment(4)
                        .fromSource(source().build(), WatermarkStrategy.noWatermarks(), "rows")
                        .executeAndCollect(2 * ROWS);
        assertThat(rows).containsExactlyInAnyOrderElementsOf(all());
    }

    @Test
    void readsEachRowOnceThroughFailures() throws Exception {
        StreamExecutionEnvironment environment = environment(2);
        addRows(environment, source().rowsPerSecond(400).build());
        SeenRows.failEvery(run, 450, 4);
        environment.execute();

        assertThat(SeenRows.failuresLeft(run)).isZero();
        assertThat(SeenRows.of(run)).containsExactlyInAnyOrderElementsOf(all());
    }

    @Test
    void goesOnFromASavepointWithAnotherParallelism(@TempDir Path folder) throws Exception {
        StreamExecutionEnvironment first = environment(3);
        addRows(first, source().rowsPerSecond(300).build());
        JobClient job = first.executeAsync();
        await().atMost(Duration.ofSeconds(60)).until(() -> SeenRows.of(run).size() > ROWS / 4);
        String savepoint =
                job.stopWithSavepoint(false, folder.toString(), SavepointFormatType.CANONICAL)
                        .get();
        assertThat(SeenRows.of(run)).hasSizeLessThan(ROWS);

        StreamExecutionEnvironment second = environment(2);
        second.configure(new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        addRows(second, source().build());
        second.execute();
        assertThat(SeenRows.of(run)).containsExactlyInAnyOrderElementsOf(all());
    }

    @Test
    void namesTableOrColumnThatIsNotThere() {
        assertThatThrownBy(() -> failing(source().table("table_source_it.nothing").build()))
                .hasStackTraceContaining("table table_source_it.nothing does not exist");
        assertThatThrownBy(() -> failing(source().columns(List.of("w")).build()))
                .hasStackTraceContaining("column 'w' is not in table table_source_it.numbers");
    }

    private void failing(ScyllaTableSource<Integer> source) throws Exception {
        StreamExecutionEnvironment environment = environment(1);
        environment.configure(
                new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        addRows(environment, source);
        environment.execute();
    }

    private void addRows(
            StreamExecutionEnvironment environment, ScyllaTableSource<Integer> source) {
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "rows")
                .uid("rows")
                .map(new SeenRows(run))
                .setParallelism(1)
                .uid("seen")
                .sinkTo(new DiscardingSink<>());
    }

    private static ScyllaTableSourceBuilder<Integer> source() {
        return ScyllaTableSource.<Integer>builder()
                .connection(connection)
                .table("table_source_it.numbers")
                .deserializer(new Numbers())
                .ranges(16);
    }

    private static List<Integer> all() {
        return IntStream.range(0, ROWS).boxed().collect(ArrayList::new, List::add, List::addAll);
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.configure(
                new Configuration()
                        .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100))
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100)
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                Duration.ofMillis(100)));
        environment.setParallelism(parallelism);
        return environment;
    }
}
