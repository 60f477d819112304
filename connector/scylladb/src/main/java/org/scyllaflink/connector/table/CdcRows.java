/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.changelog.FinalWatermarkGuard;
import org.scyllaflink.connector.changelog.FullRowChangelog;
import org.scyllaflink.connector.changelog.UnknownRows;
import org.scyllaflink.connector.cql.ScyllaTableReads;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.snapshot.ScyllaTableSource;
import org.scyllaflink.connector.snapshot.ScyllaTableSourceBuilder;
import org.scyllaflink.connector.snapshot.SnapshotDeserializationSchema;
import org.scyllaflink.connector.source.ChangeDeserializationSchema;
import org.scyllaflink.connector.source.ScyllaCdcSource;
import org.scyllaflink.connector.source.ScyllaCdcSourceBuilder;

/** The operators that make a query's rows of a table's changes. */
final class CdcRows implements DataStreamScanProvider {

    private final CdcScan scan;
    private final RowType columns;
    private final List<ReadableMetadata> metadata;
    private final PartitionFilter partitions;
    private final @Nullable WatermarkStrategy<RowData> watermarks;

    /**
     * @param columns of the rows, followed by the metadata
     * @param watermarks in place of those of the log; null for these
     */
    CdcRows(
            CdcScan scan,
            RowType columns,
            List<ReadableMetadata> metadata,
            PartitionFilter partitions,
            @Nullable WatermarkStrategy<RowData> watermarks) {
        this.scan = scan;
        this.columns = columns;
        this.metadata = metadata;
        this.partitions = partitions;
        this.watermarks = watermarks;
    }

    @Override
    public boolean isBounded() {
        return scan.span().isBounded();
    }

    /**
     * Of sources alone the planner has to know the parallelism, to keep rows of a key in order. The
     * operator that makes full rows shuffles anyway, and has the job's own.
     */
    @Override
    public Optional<Integer> getParallelism() {
        boolean isShuffled =
                scan.style() == ChangelogStyle.FULL
                        && scan.span().startup() != StartupMode.SNAPSHOT;
        return isShuffled ? Optional.empty() : Optional.ofNullable(scan.parallelism());
    }

    @Override
    public DataStream<RowData> produceDataStream(
            ProviderContext context, StreamExecutionEnvironment environment) {
        Uids uids = new Uids(context);
        DataStream<RowData> rows = rows(environment, uids);
        return watermarks == null
                ? rows
                : uids.set("rows", rows).assignTimestampsAndWatermarks(watermarks);
    }

    private DataStream<RowData> rows(StreamExecutionEnvironment environment, Uids uids) {
        if (scan.span().startup() == StartupMode.SNAPSHOT) {
            // Nothing is merged: without times a row has all that it shows, whole lists too.
            return read(
                    environment,
                    table(new SnapshotRows(scan.schema(), columns, metadata)).withoutTimes());
        }
        if (scan.style().isStateless()) {
            return rowsOfLog(environment);
        }
        DataStream<Change> changes = changes(environment, uids);
        return fullRows(
                scan.span().startup().readsTable()
                        ? changes.union(rowsBefore(environment, changes.getType(), uids))
                        : changes,
                uids);
    }

    private DataStream<RowData> rowsOfLog(StreamExecutionEnvironment environment) {
        RowDataChangeSchema rows =
                RowDataChangeSchema.of(scan.style(), scan.schema(), columns, metadata);
        ScyllaCdcSourceBuilder<RowData> source = rows.restrict(ScyllaCdcSource.builder());
        return log(environment, source, rows);
    }

    private DataStream<Change> changes(StreamExecutionEnvironment environment, Uids uids) {
        ChangeDeserializationSchema<Change> changes =
                ChangeDeserializationSchema.changes(scan.schema());
        SingleOutputStreamOperator<Change> log =
                log(
                        environment,
                        ScyllaCdcSource.<Change>builder().columns(columns.getFieldNames()),
                        changes);
        uids.set("log", log);
        return isBounded() ? log : uids.set("final-watermark", FinalWatermarkGuard.after(log));
    }

    /** The rows of the table as they are now: they hold the watermark until all are read. */
    private DataStream<Change> rowsBefore(
            StreamExecutionEnvironment environment, TypeInformation<Change> type, Uids uids) {
        return uids.set(
                "snapshot", read(environment, table(SnapshotDeserializationSchema.changes(type))));
    }

    private <T> ScyllaTableSourceBuilder<T> table(SnapshotDeserializationSchema<T> rows) {
        ScyllaTableSourceBuilder<T> builder =
                ScyllaTableSource.<T>builder()
                        .connection(scan.connection())
                        .table(scan.schema().table())
                        .columns(columns.getFieldNames())
                        .logStart(scan.snapshot().start())
                        .ranges(scan.snapshot().ranges())
                        .deserializer(SnapshotOfPartitions.of(partitions, rows));
        if (scan.snapshot().rowsPerSecond() != null) {
            builder.rowsPerSecond(scan.snapshot().rowsPerSecond());
        }
        return builder;
    }

    private <T> DataStream<T> read(
            StreamExecutionEnvironment environment, ScyllaTableSourceBuilder<T> table) {
        return withParallelism(
                environment.fromSource(
                        table.build(),
                        WatermarkStrategy.noWatermarks(),
                        "rows of " + scan.schema().table()));
    }

    private DataStream<RowData> fullRows(DataStream<Change> changes, Uids uids) {
        FullRowChangelog changelog =
                FullRowChangelog.of(scan.schema())
                        .withColumns(columns.getFieldNames())
                        .withUnknownRows(unknownRows())
                        .withDeleteRetention(scan.rows().deleteRetention());
        FullRowChangelog named =
                uids.of("changelog").map(changelog::withUidPrefix).orElse(changelog);
        FullRows rows = FullRows.of(scan.schema(), named.rowType(), columns, metadata);
        return named.applyTo(changes).map(rows).name("rows for the query");
    }

    private UnknownRows unknownRows() {
        ScyllaTableReads reads =
                ScyllaTableReads.of(scan.connection(), scan.schema())
                        .columns(columns.getFieldNames());
        if (scan.span().startup().readsTable()) {
            return UnknownRows.inSnapshot(reads);
        }
        return switch (scan.rows().unknown()) {
            case READ -> UnknownRows.read(reads);
            case PARTIAL -> UnknownRows.partial();
        };
    }

    private <T> SingleOutputStreamOperator<T> log(
            StreamExecutionEnvironment environment,
            ScyllaCdcSourceBuilder<T> builder,
            ChangeDeserializationSchema<T> deserializer) {
        ScyllaCdcSource<T> source =
                builder.connection(scan.connection())
                        .table(scan.schema().table())
                        .deserializer(ChangesOfPartitions.of(partitions, deserializer))
                        .startingPoint(scan.span().start(scan.snapshot().start()))
                        .stoppingPoint(scan.span().stop())
                        .onDataLoss(scan.reading().onDataLoss())
                        .options(scan.reading().options())
                        .build();
        WatermarkStrategy<T> own = WatermarkStrategy.noWatermarks();
        return withParallelism(
                environment.fromSource(
                        source,
                        scan.alignment() == null ? own : aligned(own, scan.alignment()),
                        "changes of " + scan.schema().table()));
    }

    private <T> DataStreamSource<T> withParallelism(DataStreamSource<T> source) {
        return scan.parallelism() == null ? source : source.setParallelism(scan.parallelism());
    }

    private static <T> WatermarkStrategy<T> aligned(
            WatermarkStrategy<T> strategy, CdcScan.Alignment alignment) {
        return strategy.withWatermarkAlignment(
                alignment.group(), alignment.maxDrift(), alignment.updateInterval());
    }
}
