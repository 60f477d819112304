/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scyllaflink.connector.changelog.FullRowChangelog;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** Jobs whose table is altered while they run. */
@ExtendWith(ScyllaDbExtension.class)
@Timeout(180)
class AlteredTableITCase {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final String KEYSPACE = "altered_it";

    @Test
    void changesOfANewSchemaTravelThroughAJobThatWasBuiltWithoutOne(ScyllaDbServer server)
            throws Exception {
        try (AlteredTable table = AlteredTable.make(server, KEYSPACE, "changes")) {
            DataStream<Change> changes =
                    changes(server, table.name(), ChangeDeserializationSchema.changes());
            CloseableIterator<Change> all =
                    changes.keyBy(change -> change.partitionKey().hashCode())
                            .filter(change -> true)
                            .executeAndCollect();
            try {
                table.execute("INSERT INTO %s (p, c, a, b) VALUES (1, 1, 1, 'x')");
                assertThat(names(next(all))).containsExactly("p", "c", "a", "b");
                table.execute("ALTER TABLE %s ADD aa list<int>");
                table.execute("UPDATE %s SET aa = [5], b = 'y' WHERE p = 1 AND c = 1");
                RowChange altered = next(all);
                assertThat(names(altered)).containsExactly("p", "c", "a", "aa", "b");
                assertThat(altered.delta(1)).isInstanceOf(ColumnDelta.Merged.class);
                assertThat(altered.delta(2)).isInstanceOf(ColumnDelta.Written.class);
            } finally {
                all.close();
            }
        }
    }

    @Test
    void fullRowsGoOnWithoutANewColumnAndStopAtADroppedOne(ScyllaDbServer server) throws Exception {
        try (AlteredTable table = AlteredTable.make(server, KEYSPACE, "rows")) {
            TableSchema schema = schema(server, table.name());
            DataStream<RowData> rows =
                    FullRowChangelog.of(schema)
                            .applyTo(
                                    changes(
                                            server,
                                            table.name(),
                                            ChangeDeserializationSchema.changes(schema)));
            CloseableIterator<RowData> all = rows.executeAndCollect();
            try {
                table.execute("INSERT INTO %s (p, c, a, b) VALUES (1, 1, 1, 'x')");
                assertThat(text(all.next())).isEqualTo("+I 1 x");
                table.execute("ALTER TABLE %s ADD aa int");
                table.execute("UPDATE %s SET aa = 5, b = 'y' WHERE p = 1 AND c = 1");
                assertThat(text(all.next())).isEqualTo("-U 1 x");
                assertThat(text(all.next())).isEqualTo("+U 1 y");
                table.execute("ALTER TABLE %s DROP b");
                table.execute("UPDATE %s SET a = 2 WHERE p = 1 AND c = 1");
                assertThatThrownBy(all::hasNext)
                        .hasStackTraceContaining(
                                KEYSPACE
                                        + ".rows: column 'b' was dropped or renamed meanwhile"
                                        + " (expected: the columns that the job was built with");
            } finally {
                all.close();
            }
        }
    }

    private static DataStream<Change> changes(
            ScyllaDbServer server,
            TableName table,
            ChangeDeserializationSchema<Change> deserializer) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(2);
        ScyllaCdcSource<Change> source =
                ScyllaCdcSource.<Change>builder()
                        .connection(ScyllaConnection.to(server.contactPoint()))
                        .table(table)
                        .deserializer(deserializer)
                        .startingPoint(StartingPoint.earliest())
                        .confidenceWindow(Duration.ofSeconds(2))
                        .windows(Duration.ofMillis(200), Duration.ofHours(1))
                        .build();
        return environment.fromSource(source, WatermarkStrategy.noWatermarks(), "changes");
    }

    private static TableSchema schema(ScyllaDbServer server, TableName table) throws IOException {
        try (CdcCluster cluster = ScyllaConnection.to(server.contactPoint()).connect()) {
            return cluster.table(table).schema();
        }
    }

    private static RowChange next(CloseableIterator<Change> changes) {
        return (RowChange) changes.next();
    }

    private static Iterable<String> names(Change change) {
        return change.origin().schema().columns().stream().map(Column::name).toList();
    }

    private static String text(RowData row) {
        return row.getRowKind().shortString() + " " + row.getInt(2) + " " + row.getString(3);
    }
}
