/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.io.IOException;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.BaseTables;
import org.scyllaflink.connector.cql.JobSessions;
import org.scyllaflink.connector.cql.TableScan;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Reads all rows of a ScyllaDB table, with or without CDC, once: each row exactly once into Flink
 * state, with write times and expiry dates of its cells. Bounded; it emits no watermark before it
 * has ended.
 *
 * <pre>{@code
 * ScyllaTableSource<Change> rows =
 *         ScyllaTableSource.<Change>builder()
 *                 .connection(connection)
 *                 .table("shop.orders")
 *                 .logStart(logStart)
 *                 .deserializer(SnapshotDeserializationSchema.changes(changes.getType()))
 *                 .build();
 * changes.union(env.fromSource(rows, WatermarkStrategy.noWatermarks(), "rows of orders"));
 * }</pre>
 *
 * @param <T> element of the stream
 */
@PublicEvolving
public final class ScyllaTableSource<T>
        implements Source<T, TableRangeSplit, ScanState>, ResultTypeQueryable<T> {

    private static final long serialVersionUID = 1L;

    private final ScanRequest request;
    private final SnapshotDeserializationSchema<T> deserializer;

    ScyllaTableSource(ScanRequest request, SnapshotDeserializationSchema<T> deserializer) {
        this.request = request;
        this.deserializer = deserializer;
    }

    public static <T> ScyllaTableSourceBuilder<T> builder() {
        return new ScyllaTableSourceBuilder<>();
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return deserializer.getProducedType();
    }

    /**
     * Connects to the cluster. Runs in the task thread.
     *
     * @throws Exception an IOException if the cluster cannot be reached, an
     *     IllegalArgumentException if there is no such table or column, or what the deserializer
     *     throws when it is opened
     */
    @Override
    public SourceReader<T, TableRangeSplit> createReader(SourceReaderContext context)
            throws Exception {
        deserializer.open(new DeserializerOpening(context));
        JobSessions.endWith(context.getUserCodeClassLoader());
        BaseTables tables = request.connection().openTables();
        try {
            return createReader(tables, context);
        } catch (IOException | RuntimeException e) {
            tables.close();
            throw e;
        }
    }

    private SourceReader<T, TableRangeSplit> createReader(
            BaseTables tables, SourceReaderContext context) throws IOException {
        TableSchema schema = tables.schema(request.table());
        TableScan scan = tables.scan(schema, request.columns());
        RowOrder order = new RowOrder(schema);
        @Nullable Double rowsPerSecond =
                request.rowsPerSecond() == null
                        ? null
                        : (double) request.rowsPerSecond() / context.currentParallelism();
        Counter rowsRead = context.metricGroup().addGroup("scyllaTable").counter("rowsRead");
        return new ScanSourceReader<>(
                tables,
                () ->
                        new ScanSplitReader(
                                scan,
                                order,
                                new RowRate(rowsPerSecond, tables.pageRows(), System::nanoTime)),
                new RowEmitter<>(deserializer, rowsRead),
                context);
    }

    @Override
    public SplitEnumerator<TableRangeSplit, ScanState> createEnumerator(
            SplitEnumeratorContext<TableRangeSplit> context) {
        return restoreEnumerator(context, ScanState.INITIAL);
    }

    /**
     * Goes on from a checkpoint.
     *
     * @throws IllegalStateException if the checkpoint is that of another table
     */
    @Override
    public SplitEnumerator<TableRangeSplit, ScanState> restoreEnumerator(
            SplitEnumeratorContext<TableRangeSplit> context, ScanState checkpoint) {
        return new ScanEnumerator(request, context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<TableRangeSplit> getSplitSerializer() {
        return new TableRangeSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<ScanState> getEnumeratorCheckpointSerializer() {
        return new ScanStateSerializer();
    }
}
