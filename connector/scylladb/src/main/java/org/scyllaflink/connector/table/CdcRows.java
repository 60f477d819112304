/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
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
import org.scyllaflink.connector.model.Change;
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
     * Of a stateless changelog the planner has to know the parallelism, to keep rows of a key in
     * order. The operator that makes full rows shuffles anyway, and has the job's own.
     */
    @Override
    public Optional<Integer> getParallelism() {
        return scan.style().isStateless()
                ? Optional.ofNullable(scan.parallelism())
                : Optional.empty();
    }

    @Override
    public DataStream<RowData> produceDataStream(
            ProviderContext context, StreamExecutionEnvironment environment) {
        Uids uids = new Uids(context);
        DataStream<RowData> rows =
                scan.style().isStateless()
                        ? rowsOfLog(environment, uids)
                        : fullRows(changes(environment, uids), uids);
        return watermarks == null
                ? rows
                : uids.set("rows", rows).assignTimestampsAndWatermarks(watermarks);
    }

    private DataStream<RowData> rowsOfLog(StreamExecutionEnvironment environment, Uids uids) {
        RowDataChangeSchema rows =
                RowDataChangeSchema.of(scan.style(), scan.schema(), columns, metadata);
        ScyllaCdcSourceBuilder<RowData> source = rows.restrict(ScyllaCdcSource.builder());
        return log(environment, source, rows);
    }

    private DataStream<Change> changes(StreamExecutionEnvironment environment, Uids uids) {
        ChangeDeserializationSchema<Change> changes =
                ChangeDeserializationSchema.changes(scan.schema());
        SingleOutputStreamOperator<Change> log =
                log(environment, ScyllaCdcSource.builder(), changes);
        uids.set("log", log);
        return isBounded() ? log : uids.set("final-watermark", FinalWatermarkGuard.after(log));
    }

    private DataStream<RowData> fullRows(DataStream<Change> changes, Uids uids) {
        FullRowChangelog changelog =
                FullRowChangelog.of(scan.schema())
                        .withDeleteRetention(scan.rows().deleteRetention());
        FullRowChangelog named =
                uids.of("changelog").map(changelog::withUidPrefix).orElse(changelog);
        FullRows rows = FullRows.of(scan.schema(), named.rowType(), columns, metadata);
        return named.applyTo(changes).map(rows).name("rows of " + scan.schema().table());
    }

    private <T> SingleOutputStreamOperator<T> log(
            StreamExecutionEnvironment environment,
            ScyllaCdcSourceBuilder<T> builder,
            ChangeDeserializationSchema<T> deserializer) {
        ScyllaCdcSource<T> source =
                builder.connection(scan.connection())
                        .table(scan.schema().table())
                        .deserializer(ChangesOfPartitions.of(partitions, deserializer))
                        .startingPoint(scan.span().start(scan.snapshotStart()))
                        .stoppingPoint(scan.span().stop())
                        .onDataLoss(scan.reading().onDataLoss())
                        .options(scan.reading().options())
                        .build();
        WatermarkStrategy<T> own = WatermarkStrategy.noWatermarks();
        DataStreamSource<T> log =
                environment.fromSource(
                        source,
                        scan.alignment() == null ? own : aligned(own, scan.alignment()),
                        "changes of " + scan.schema().table());
        return scan.parallelism() == null ? log : log.setParallelism(scan.parallelism());
    }

    private static <T> WatermarkStrategy<T> aligned(
            WatermarkStrategy<T> strategy, CdcScan.Alignment alignment) {
        return strategy.withWatermarkAlignment(
                alignment.group(), alignment.maxDrift(), alignment.updateInterval());
    }
}
