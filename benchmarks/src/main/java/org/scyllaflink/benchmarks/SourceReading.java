/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import java.util.concurrent.atomic.AtomicLong;
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

/**
 * The connector's source in a Flink job of this process, its changes counted and thrown away.
 * Measured from the first change on, so that Flink's own start is left out.
 */
final class SourceReading implements Reading {

    private final ScyllaConnection connection;
    private final TableSchema schema;
    private final int parallelism;
    private final Throttle throttle;

    SourceReading(String contactPoint, TableName table, int parallelism, Throttle throttle)
            throws Exception {
        this.parallelism = parallelism;
        this.throttle = throttle;
        this.connection = ScyllaConnection.to(contactPoint);
        try (CdcCluster cluster = connection.connect()) {
            this.schema = cluster.table(table).schema();
        }
    }

    @Override
    public void readAll(long changes, Stopwatch watch) throws Exception {
        Tally.expect(changes, watch);
        LocalStreamEnvironment job = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        job.getConfig().enableObjectReuse();
        job.fromSource(source(), WatermarkStrategy.noWatermarks(), "log")
                .filter(throttle)
                .filter(new Tally())
                .sinkTo(new DiscardingSink<>());
        job.execute();
        Tally.check();
    }

    private ScyllaCdcSource<Change> source() {
        return ScyllaCdcSource.<Change>builder()
                .connection(connection)
                .table(schema.table())
                .deserializer(ChangeDeserializationSchema.changes(schema))
                .startingPoint(StartingPoint.earliest())
                .untilNow()
                .build();
    }

    @Override
    public void close() {}

    /** Counts in static fields: the job runs in this process, one at a time. */
    private static final class Tally implements FilterFunction<Change> {

        private static final long serialVersionUID = 1L;
        private static final AtomicLong SEEN = new AtomicLong();

        private static long expected;
        private static Stopwatch watch;

        static synchronized void expect(long changes, Stopwatch newWatch) {
            SEEN.set(0);
            expected = changes;
            watch = newWatch;
        }

        static synchronized void check() {
            if (SEEN.get() != expected) {
                throw new IllegalStateException(
                        SEEN.get() + " changes read (expected: " + expected + ")");
            }
        }

        @Override
        public boolean filter(Change change) {
            long seen = SEEN.incrementAndGet();
            if (seen == 1) {
                watch.start();
            }
            if (seen == expected) {
                watch.stop();
            }
            return false;
        }
    }
}
