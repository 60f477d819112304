/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.ReadSettings;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.source.ChangeDeserializationSchema;
import org.scyllaflink.connector.source.ChangeTypeInformation;
import org.scyllaflink.connector.source.ScyllaCdcSource;
import org.scyllaflink.connector.source.ScyllaCdcSourceBuilder;
import org.scyllaflink.connector.source.StartingPoint;

/** Reads the tables of a run, and keeps the history of each key in state. */
final class ChaosPipeline {

    /** A write that takes longer than this to show in the log may be missed. */
    static final Duration CONFIDENCE = Duration.ofMillis(3_500);

    /** How far in the past writers stamp; leaves time for a delayed log and a slow machine. */
    static final Duration PAST = Duration.ofSeconds(1);

    /** Longer than {@link #MARGIN} and than a server that has just come back takes to announce. */
    static final Duration LEAST_LEAD = Duration.ofMillis(2_500);

    private static final Duration MARGIN = Duration.ofMillis(700);
    private static final Duration DISCOVERY = Duration.ofMillis(250);

    private final String run;
    private final ScyllaConnection connection;
    private final List<String> tables;

    /** What the changes' serializer knows of the tables; what it does not, they carry. */
    private final List<TableSchema> schemas = new ArrayList<>();

    private @Nullable Instant end;
    private final Dice dice;

    /** Nothing comes late, so a second look must find nothing. */
    private final boolean sweeps;

    /**
     * @param tables full names
     * @param dice chooses small sizes of pages, windows and splits
     */
    ChaosPipeline(String run, String contactPoint, List<String> tables, Dice dice)
            throws IOException {
        this.run = run;
        this.connection =
                ScyllaConnection.to(contactPoint)
                        .withReads(
                                ReadSettings.DEFAULT
                                        .withPageSize(3 + dice.below(60))
                                        .withRequestTimeout(Duration.ofSeconds(4)));
        this.tables = tables;
        this.dice = dice;
        this.sweeps = dice.chance(50);
        try (CdcCluster cluster = connection.connect()) {
            for (String table : dice.chance(50) ? tables : List.<String>of()) {
                schemas.add(cluster.table(TableName.parse(table)).schema());
            }
        }
    }

    /** Lets the job, when it is next started, read what was written before this time, and end. */
    void until(Instant newEnd) {
        end = newEnd;
    }

    void build(StreamExecutionEnvironment environment) {
        TypeInformation<Change> changes = new ChangeTypeInformation(schemas);
        environment
                .fromSource(source(), WatermarkStrategy.noWatermarks(), "tables")
                .uid("tables")
                .process(new SourceGate(run))
                .uid("gate")
                .returns(changes)
                .keyBy(ChangeText::key, Types.STRING)
                .process(new HistoryKeeper(run, changes))
                .uid("histories")
                .returns(Types.STRING)
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
    }

    /** Other sizes each time the job is started: they are no part of the state. */
    private ScyllaCdcSource<Change> source() {
        ScyllaCdcSourceBuilder<Change> builder = ScyllaCdcSource.<Change>builder();
        if (sweeps) {
            builder.lateSweep(Duration.ofSeconds(1), Duration.ofSeconds(10));
        }
        if (end != null) {
            builder.until(end);
        }
        return builder.connection(connection)
                .tables(tables.toArray(String[]::new))
                .deserializer(
                        ChangeDeserializationSchema.changes(schemas.toArray(TableSchema[]::new)))
                .startingPoint(StartingPoint.earliest())
                .confidenceWindow(CONFIDENCE)
                .windows(Duration.ofMillis(20 + dice.below(200)), Duration.ofSeconds(2))
                .splitsPerReader(1 + dice.below(4))
                .discovery(DISCOVERY, MARGIN)
                .build();
    }
}
