/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.source.ChangeDeserializationSchema;
import org.scyllaflink.connector.source.ReadOptions;
import org.scyllaflink.connector.source.ScyllaCdcSource;

/** The process that reads a log in which nothing is written. */
final class IdleMain {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** So often streams are asked to warm up: a minute is then as good as ten. */
    private static final Duration OFTEN = Duration.ofMillis(100);

    private static final int SETTLING_SECONDS = 10;

    private IdleMain() {}

    /**
     * @param args contact point, keyspace, table, least window (ISO-8601), seconds to warm up,
     *     seconds of the measurement
     */
    public static void main(String[] args) throws Exception {
        ScyllaConnection connection = ScyllaConnection.to(args[0]);
        TableSchema schema;
        try (CdcCluster cluster = connection.connect()) {
            schema = cluster.table(new TableName(args[1], args[2])).schema();
        }
        JobClient often = start(source(connection, schema, OFTEN));
        await(Integer.parseInt(args[4]));
        often.cancel().get();
        JobClient job = start(source(connection, schema, Duration.parse(args[3])));
        await(SETTLING_SECONDS);
        IdleCost before = now();
        await(Integer.parseInt(args[5]));
        ChildJvm.report(now().since(before));
        job.cancel().get();
        Runtime.getRuntime().exit(0);
    }

    private static JobClient start(ScyllaCdcSource<Change> source) throws Exception {
        LocalStreamEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(
                        1, CounterReporter.addTo(new Configuration()));
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "log")
                .sinkTo(new DiscardingSink<>());
        return environment.executeAsync();
    }

    private static ScyllaCdcSource<Change> source(
            ScyllaConnection connection, TableSchema schema, Duration leastWindow) {
        Duration most = ReadOptions.defaults().maxWindow();
        return ScyllaCdcSource.<Change>builder()
                .connection(connection)
                .table(schema.table())
                .deserializer(ChangeDeserializationSchema.changes(schema))
                .windows(leastWindow, most.compareTo(leastWindow) < 0 ? leastWindow : most)
                .build();
    }

    private static void await(int seconds) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        if (never.await(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody counts this latch down");
        }
    }

    private static IdleCost now() {
        return new IdleCost(CounterReporter.sum("emptyReads"), PROCESS.getProcessCpuTime() / 1_000);
    }
}
