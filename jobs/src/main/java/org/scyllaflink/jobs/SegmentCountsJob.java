/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.scyllaflink.connector.changelog.FinalWatermarkGuard;
import org.scyllaflink.connector.changelog.FullRowChangelog;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.source.ChangeDeserializationSchema;
import org.scyllaflink.connector.source.ReadOptions;
import org.scyllaflink.connector.source.ScyllaCdcSource;
import org.scyllaflink.elasticsearch.ElasticsearchSink;

/**
 * Counts the members of segments: changes of a table become a changelog of full rows, and these the
 * live rows for each value of a column, now and by window of time.
 *
 * <pre>{@code
 * StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
 * SegmentCountsJob.build(
 *         environment,
 *         SegmentCountsOptions.parse(
 *                 "--contact-points", "localhost:9042",
 *                 "--table", "app.memberships",
 *                 "--segment-column", "segment",
 *                 "--elasticsearch-hosts", "http://localhost:9200"));
 * environment.execute();
 * }</pre>
 */
@PublicEvolving
public final class SegmentCountsJob {

    /** Divides by many parallelisms, so that key groups spread evenly. */
    private static final int MAX_PARALLELISM = 720;

    /** The log is not asked for less than this at a time, however short the interval. */
    private static final Duration LEAST_READ = Duration.ofMillis(50);

    private static final String UID_PREFIX = "segment-counts-";

    private SegmentCountsJob() {}

    /**
     * Checks the options against ScyllaDB, makes missing topics and indices, and adds the job to
     * the environment, with its checkpoint interval. Blocks.
     *
     * @throws IllegalArgumentException if the table, its columns or the filter do not fit; the
     *     message names the option, the value and what was expected
     * @throws IOException if ScyllaDB, Kafka or Elasticsearch cannot be reached or refuse; the
     *     message names the addresses, never a secret
     */
    public static void build(StreamExecutionEnvironment environment, SegmentCountsOptions options)
            throws IOException {
        TableSchema schema = schema(options);
        SegmentTable.check(schema, options.counting());
        environment.enableCheckpointing(options.reading().checkpointInterval().toMillis());
        if (environment.getMaxParallelism() <= 0) {
            environment.setMaxParallelism(MAX_PARALLELISM);
        }
        DataStream<RowData> rows =
                FullRowChangelog.of(schema)
                        .withUidPrefix("segment-counts")
                        .applyTo(changes(environment, options, schema));
        SingleOutputStreamOperator<SegmentCount> counts = count(rows, schema, options.counting());
        if (options.kafka() != null) {
            addKafka(counts, options.kafka());
        }
        if (options.elasticsearch() != null) {
            addElasticsearch(counts, options.elasticsearch());
        }
    }

    /** The job of the sub-command. */
    static Job with(SegmentCountsOptions options) {
        return new Job() {
            @Override
            public String name() {
                return "segment-counts " + options.table();
            }

            @Override
            public void build(StreamExecutionEnvironment environment) throws IOException {
                SegmentCountsJob.build(environment, options);
            }
        };
    }

    /**
     * @param rows changelog of the table with the columns of {@link FullRowChangelog#rowType}
     * @return current counts, with the history at {@link SegmentCounter#HISTORY}
     */
    static SingleOutputStreamOperator<SegmentCount> count(
            DataStream<RowData> rows, TableSchema schema, CountingOptions options) {
        TumblingWindow window = TumblingWindow.of(options.window());
        MembershipRows memberships =
                MembershipRows.of(
                        schema, FullRowChangelog.of(schema).rowType(), options.segmentColumn());
        DataStream<RowData> counted =
                options.filter() == null
                        ? rows
                        : ChangelogFilter.apply(rows, schema, options.filter());
        return counted.transform(
                        "changes of segments",
                        TypeInformation.of(SegmentDelta.class),
                        new SegmentPreAggregator(
                                memberships, window, options.flushInterval().toMillis()))
                .uid(UID_PREFIX + "changes")
                .keyBy(SegmentDelta::segment, Types.STRING)
                .transform(
                        "counts of segments",
                        TypeInformation.of(SegmentCount.class),
                        new SegmentCounter(
                                options.meaning(), window, options.interval().toMillis()))
                .uid(UID_PREFIX + "counts");
    }

    private static TableSchema schema(SegmentCountsOptions options) throws IOException {
        try (CdcCluster cluster = options.connection().connect()) {
            return cluster.table(options.table()).schema();
        }
    }

    private static DataStream<Change> changes(
            StreamExecutionEnvironment environment,
            SegmentCountsOptions options,
            TableSchema schema) {
        ScyllaCdcSource<Change> source =
                ScyllaCdcSource.<Change>builder()
                        .connection(options.connection())
                        .table(options.table())
                        .deserializer(ChangeDeserializationSchema.changes(schema))
                        .startingPoint(options.reading().start())
                        .options(readOptions(options))
                        .build();
        SingleOutputStreamOperator<Change> changes =
                environment
                        .fromSource(
                                source,
                                WatermarkStrategy.noWatermarks(),
                                "changes of " + options.table())
                        .uid(UID_PREFIX + "source");
        return FinalWatermarkGuard.after(changes).uid(UID_PREFIX + "final-watermark-guard");
    }

    /** Changes need not wait for each other longer than counts do. */
    private static ReadOptions readOptions(SegmentCountsOptions options) {
        ReadOptions defaults = ReadOptions.defaults();
        Duration interval = options.counting().interval();
        Duration wanted = interval.compareTo(LEAST_READ) > 0 ? interval : LEAST_READ;
        Duration least = wanted.compareTo(defaults.minWindow()) < 0 ? wanted : defaults.minWindow();
        return defaults.withConfidenceWindow(options.reading().confidenceWindow())
                .withWindows(least, defaults.maxWindow());
    }

    private static void addKafka(
            SingleOutputStreamOperator<SegmentCount> counts, KafkaOptions options)
            throws IOException {
        KafkaTopics.createMissing(options);
        counts.sinkTo(KafkaSinks.counts(options))
                .name("Kafka: " + options.countsTopic())
                .uid(UID_PREFIX + "kafka-counts");
        counts.getSideOutput(SegmentCounter.HISTORY)
                .sinkTo(KafkaSinks.history(options))
                .name("Kafka: " + options.historyTopic())
                .uid(UID_PREFIX + "kafka-history");
    }

    private static void addElasticsearch(
            SingleOutputStreamOperator<SegmentCount> counts, ElasticsearchOptions options)
            throws IOException {
        ElasticsearchSink<SegmentCount> countsSink;
        try {
            countsSink = ElasticsearchSinks.counts(options);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Elasticsearch " + e.getMessage(), e);
        }
        ElasticsearchIndices.createMissing(options);
        counts.sinkTo(countsSink)
                .name("Elasticsearch: " + options.countsIndex())
                .uid(UID_PREFIX + "elasticsearch-counts");
        counts.getSideOutput(SegmentCounter.HISTORY)
                .sinkTo(ElasticsearchSinks.history(options))
                .name("Elasticsearch: " + options.historyIndex())
                .uid(UID_PREFIX + "elasticsearch-history");
    }
}
