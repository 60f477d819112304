/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.source.ChangeTypeInformation;
import org.scyllaflink.testkit.model.KeySpace;
import org.scyllaflink.testkit.model.ModelRow;
import org.scyllaflink.testkit.model.RandomWrites;
import org.scyllaflink.testkit.model.TableModel;
import org.scyllaflink.testkit.model.TableShape;
import org.scyllaflink.testkit.model.Write;
import org.scyllaflink.testkit.model.WriteMix;

/** The changelog in a cluster, where changes and rows cross the network. */
class FullRowChangelogITCase {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final TableShape SHAPE = ChangelogModelTest.Table.CLUSTERED.shape();
    private static final TableSchema SCHEMA = LoggedWrites.schemaOf(SHAPE);
    private static final long MAX_DISORDER_MILLIS = 50;

    @Test
    void jobWithoutGenericTypesEndsWithTheRowsOfTheTable() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("FullRowChangelogITCase: seed " + seed);
        TableModel model = new TableModel(SHAPE);
        List<Change> changes = changes(seed, model);

        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
        env.setParallelism(2);
        DataStream<Change> stream =
                env.fromData(changes, new ChangeTypeInformation(List.of(SCHEMA)))
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Change>forBoundedOutOfOrderness(
                                                Duration.ofMillis(MAX_DISORDER_MILLIS))
                                        .withTimestampAssigner(
                                                (change, old) -> change.origin().micros() / 1_000));
        DataStream<RowData> rows =
                FullRowChangelog.of(SCHEMA).withUidPrefix("test").applyTo(stream);

        assertThat(added(rows)).isEqualTo(expected(model));
    }

    private static List<Change> changes(long seed, TableModel model) {
        RandomWrites writes =
                new RandomWrites(SHAPE, new KeySpace(50, 20, 10), WriteMix.standard(), seed);
        LoggedWrites log = new LoggedWrites(SCHEMA);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Write write = writes.next(1_000_000 + i * 1_000L);
            model.apply(write);
            changes.add(log.change(write));
        }
        return changes;
    }

    private static Map<List<Object>, List<Object>> added(DataStream<RowData> changelog)
            throws Exception {
        Map<List<Object>, List<Object>> rows = new HashMap<>();
        CloseableIterator<RowData> all = changelog.executeAndCollect();
        while (all.hasNext()) {
            add(all.next(), rows);
        }
        all.close();
        return rows;
    }

    private static void add(RowData row, Map<List<Object>, List<Object>> rows) {
        List<Object> key = List.of(row.getInt(0), row.getInt(1));
        List<Object> values = new ArrayList<>(key);
        values.add(row.isNullAt(2) ? null : row.getInt(2));
        values.add(row.isNullAt(3) ? null : row.getString(3).toString());
        switch (row.getRowKind()) {
            case INSERT, UPDATE_AFTER -> assertThat(rows.put(key, values)).isNull();
            case UPDATE_BEFORE, DELETE -> assertThat(rows.remove(key)).isEqualTo(values);
        }
    }

    private static Map<List<Object>, List<Object>> expected(TableModel model) {
        Map<List<Object>, List<Object>> rows = new HashMap<>();
        for (ModelRow row : model.rowsAt(Long.MAX_VALUE)) {
            List<Object> key = new ArrayList<>(row.key().partition());
            key.addAll(row.key().clustering());
            List<Object> values = new ArrayList<>(key);
            values.add(row.values().get("a"));
            values.add(row.values().get("b"));
            rows.put(key, values);
        }
        return rows;
    }
}
