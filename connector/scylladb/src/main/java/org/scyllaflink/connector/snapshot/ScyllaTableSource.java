/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

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

    @Override
    public SourceReader<T, TableRangeSplit> createReader(SourceReaderContext context) {
        throw new UnsupportedOperationException("not yet: " + request);
    }

    @Override
    public SplitEnumerator<TableRangeSplit, ScanState> createEnumerator(
            SplitEnumeratorContext<TableRangeSplit> context) {
        return restoreEnumerator(context, ScanState.INITIAL);
    }

    @Override
    public SplitEnumerator<TableRangeSplit, ScanState> restoreEnumerator(
            SplitEnumeratorContext<TableRangeSplit> context, ScanState checkpoint) {
        throw new UnsupportedOperationException("not yet: " + request);
    }

    @Override
    public SimpleVersionedSerializer<TableRangeSplit> getSplitSerializer() {
        throw new UnsupportedOperationException("not yet: " + request);
    }

    @Override
    public SimpleVersionedSerializer<ScanState> getEnumeratorCheckpointSerializer() {
        throw new UnsupportedOperationException("not yet: " + request);
    }
}
