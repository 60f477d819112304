/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.net.URL;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.testframe.external.ExternalSystemSplitDataWriter;
import org.apache.flink.connector.testframe.external.source.DataStreamSourceExternalContext;
import org.apache.flink.connector.testframe.external.source.TestingSourceSettings;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.testkit.ScyllaDbServer;

/**
 * The table of one case of Flink's suite. What the suite calls a split, whose records keep their
 * order, is a partition here: the splits of our source are made by the server's streams, and no
 * writer can choose them.
 */
final class ConnectorSuiteTable
        implements DataStreamSourceExternalContext<Tuple2<Integer, Integer>> {

    private static final int RECORDS_AT_A_TIME = 50;

    private final ScyllaDbServer server;
    private final Map<Integer, Integer> generated = new HashMap<>();
    private @Nullable NumbersTable table;

    ConnectorSuiteTable(ScyllaDbServer server) {
        this.server = server;
    }

    /** Made late: the suite opens the tables of all cases before it runs any. */
    private NumbersTable table() {
        if (table == null) {
            String keyspace = "suite" + UUID.randomUUID().toString().replace("-", "");
            table = new NumbersTable(server, keyspace, 0);
        }
        return table;
    }

    @Override
    public Source<Tuple2<Integer, Integer>, ?, ?> createSource(TestingSourceSettings settings) {
        ScyllaCdcSourceBuilder<Tuple2<Integer, Integer>> source =
                ScyllaCdcSource.<Tuple2<Integer, Integer>>builder()
                        .connection(ScyllaConnection.to(server.contactPoint()))
                        .table(table().name())
                        .deserializer(new Numbers())
                        .startingPoint(StartingPoint.earliest())
                        .confidenceWindow(Duration.ofMillis(500))
                        .windows(Duration.ofMillis(100), Duration.ofHours(1));
        return settings.getBoundedness() == Boundedness.BOUNDED
                ? source.untilNow().build()
                : source.build();
    }

    @Override
    public ExternalSystemSplitDataWriter<Tuple2<Integer, Integer>> createSourceSplitDataWriter(
            TestingSourceSettings settings) {
        NumbersTable target = table();
        return new ExternalSystemSplitDataWriter<>() {
            @Override
            public void writeRecords(List<Tuple2<Integer, Integer>> records) {
                records.forEach(row -> target.write(row.f0, row.f1));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<Tuple2<Integer, Integer>> generateTestData(
            TestingSourceSettings settings, int splitIndex, long seed) {
        int first = generated.getOrDefault(splitIndex, 0);
        generated.put(splitIndex, first + RECORDS_AT_A_TIME);
        return IntStream.range(first, first + RECORDS_AT_A_TIME)
                .mapToObj(number -> Tuple2.of(splitIndex, number))
                .toList();
    }

    @Override
    public TypeInformation<Tuple2<Integer, Integer>> getProducedType() {
        return new Numbers().getProducedType();
    }

    @Override
    public List<URL> getConnectorJarPaths() {
        return List.of();
    }

    @Override
    public void close() {
        if (table != null) {
            table.close();
        }
    }
}
