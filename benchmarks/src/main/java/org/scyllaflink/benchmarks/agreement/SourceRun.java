/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks.agreement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.source.ChangeDeserializationSchema;
import org.scyllaflink.connector.source.ScyllaCdcSource;
import org.scyllaflink.connector.source.StartingPoint;

/** The connector's source in a bounded job of this process, two readers. */
final class SourceRun {

    private static final int READERS = 2;

    private SourceRun() {}

    /** Reads a log to its present end; returns the changes in the order of their delivery. */
    static List<Change> readAll(String contactPoint, String table) throws Exception {
        ScyllaConnection connection = ScyllaConnection.to(contactPoint);
        TableSchema schema;
        try (CdcCluster cluster = connection.connect()) {
            schema = cluster.table(TableName.parse(table)).schema();
        }
        ScyllaCdcSource<Change> source =
                ScyllaCdcSource.<Change>builder()
                        .connection(connection)
                        .table(table)
                        .deserializer(ChangeDeserializationSchema.changes(schema))
                        .startingPoint(StartingPoint.earliest())
                        .confidenceWindow(Duration.ofSeconds(2))
                        .untilNow()
                        .build();
        Delivered.CHANGES.clear();
        LocalStreamEnvironment job = StreamExecutionEnvironment.createLocalEnvironment(READERS);
        job.fromSource(source, WatermarkStrategy.noWatermarks(), "log")
                .filter(new Delivered())
                .sinkTo(new DiscardingSink<>());
        job.execute();
        return List.copyOf(Delivered.CHANGES);
    }

    /** Chained to the source, so that it sees the changes in the order of all readers. */
    private static final class Delivered implements FilterFunction<Change> {

        private static final long serialVersionUID = 1L;
        private static final List<Change> CHANGES = Collections.synchronizedList(new ArrayList<>());

        @Override
        public boolean filter(Change change) {
            CHANGES.add(change);
            return false;
        }
    }
}
