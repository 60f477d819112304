/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;
import org.scyllaflink.testkit.model.CqlText;
import org.scyllaflink.testkit.model.KeySpace;
import org.scyllaflink.testkit.model.ModelColumn;
import org.scyllaflink.testkit.model.ModelType;
import org.scyllaflink.testkit.model.RandomWrites;
import org.scyllaflink.testkit.model.TableShape;
import org.scyllaflink.testkit.model.WriteMix;

/** Statements that run on and on, over a table that is written to all the while. */
@ExtendWith(ScyllaDbExtension.class)
@Timeout(300)
class SqlJobsITCase {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final int LONGEST_TTL_SECONDS = 5;
    private static final String COUNTS =
            "INSERT INTO counts SELECT segment, COUNT(*) FROM members"
                    + " WHERE segment IS NOT NULL GROUP BY segment";

    private SqlKeyspace keyspace;
    private RandomWrites writes;
    private CqlText text;
    private String sink;

    @BeforeEach
    void makeTable(ScyllaDbServer server, TestInfo test) {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("SqlJobsITCase: seed " + seed);
        sink = test.getDisplayName() + seed;
        keyspace = SqlKeyspace.make(server, "sql_jobs");
        TableShape shape =
                new TableShape(
                        "sql_jobs.members",
                        List.of(new ModelColumn("user_id", ModelType.TEXT)),
                        List.of(new ModelColumn("device", ModelType.INT)),
                        List.of(
                                new ModelColumn("segment", ModelType.TEXT),
                                new ModelColumn("score", ModelType.INT)));
        keyspace.execute(shape.createStatement("cdc = {'enabled': true}"));
        writes =
                new RandomWrites(
                        shape,
                        new KeySpace(30, 5, 6),
                        WriteMix.standard().withTieShare(0).withTtls(0.3, 2, LONGEST_TTL_SECONDS),
                        seed);
        text = new CqlText(shape);
    }

    @AfterEach
    void closeSession() {
        keyspace.close();
    }

    @Test
    void countsEqualThoseOfTheTableWithExpiriesAndRangeDeletes() throws Exception {
        write(300);
        JobClient job = tables(new Configuration()).executeSql(COUNTS).getJobClient().get();
        write(700);
        awaitCountsOfTheTable();
        job.cancel().get();
    }

    @Test
    void compiledPlanFindsItsStateInASavepoint(@TempDir Path folder) throws Exception {
        write(300);
        StreamTableEnvironment first = tables(withUidsOfThePlanAlone());
        assertThatThrownBy(() -> first.executeSql(COUNTS))
                .as("without a compiled plan")
                .hasStackTraceContaining("Auto generated UIDs have been disabled");
        String plan = first.compilePlanSql(COUNTS).asJsonString();
        JobClient job =
                first.loadPlan(PlanReference.fromJsonString(plan)).execute().getJobClient().get();
        awaitCountsOfTheTable();
        String savepoint = stop(job, folder);
        int before = CollectingSinkFactory.rows(sink).size();
        write(300);

        Configuration restored =
                withUidsOfThePlanAlone().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        JobClient again =
                tables(restored)
                        .loadPlan(PlanReference.fromJsonString(plan))
                        .execute()
                        .getJobClient()
                        .get();
        awaitCountsOfTheTable();
        again.cancel().get();
        assertThat(CollectingSinkFactory.rows(sink)).hasSizeGreaterThan(before);
    }

    /** Flink declines savepoints at the moment when tasks end, as those of the snapshot do. */
    private static String stop(JobClient job, Path folder) {
        return await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(
                        () ->
                                job.stopWithSavepoint(
                                                false,
                                                folder.toString(),
                                                SavepointFormatType.CANONICAL)
                                        .get(),
                        Objects::nonNull);
    }

    /** An operator without a uid fails the job. */
    private static Configuration withUidsOfThePlanAlone() {
        return new Configuration().set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    }

    private StreamTableEnvironment tables(Configuration configuration) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(2);
        environment.enableCheckpointing(500);
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        tables.executeSql(
                "CREATE TABLE members (user_id STRING, device INT, segment STRING,"
                        + " PRIMARY KEY (user_id, device) NOT ENFORCED)"
                        + keyspace.with("members", "'scan.startup.mode' = 'initial'"));
        tables.executeSql(
                "CREATE TABLE counts (segment STRING, members BIGINT)"
                        + " WITH ('connector' = 'collecting', 'name' = '"
                        + sink
                        + "')");
        return tables;
    }

    private void write(int number) {
        for (int i = 0; i < number; i++) {
            keyspace.execute(
                    text.statement(
                            writes.next(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()))));
        }
    }

    /** Both move until all rows that can expire have. */
    private void awaitCountsOfTheTable() {
        Instant quiet = Instant.now().plusSeconds(LONGEST_TTL_SECONDS + 1);
        await().atMost(Duration.ofSeconds(60)).until(() -> Instant.now().isAfter(quiet));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(counted()).isEqualTo(selected()));
    }

    private Map<String, Long> counted() {
        Map<String, Long> counts = new TreeMap<>();
        for (org.apache.flink.types.Row row : CollectingSinkFactory.rows(sink)) {
            switch (row.getKind()) {
                case INSERT ->
                        assertThat(counts.put(row.getFieldAs(0), row.getFieldAs(1))).isNull();
                case UPDATE_AFTER -> counts.put(row.getFieldAs(0), row.getFieldAs(1));
                case UPDATE_BEFORE, DELETE ->
                        assertThat(counts.remove(row.<String>getFieldAs(0)))
                                .isEqualTo(row.<Long>getFieldAs(1));
            }
        }
        return counts;
    }

    private Map<String, Long> selected() {
        Map<String, Long> counts = new TreeMap<>();
        for (Row row : keyspace.execute("SELECT segment FROM $ks.members")) {
            if (row.getString(0) != null) {
                counts.merge(row.getString(0), 1L, Long::sum);
            }
        }
        return counts;
    }
}
