/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.io.IOException;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.ScannedRow;

/**
 * Emits a row and moves the range's position, in one call, so that no checkpoint comes between.
 * Task thread only.
 */
final class RowEmitter<T> implements RecordEmitter<ScannedRow, T, RangeState> {

    private static final long MICROS_PER_MILLI = 1_000;

    private final SnapshotDeserializationSchema<T> deserializer;
    private final Counter rowsRead;
    private final TimestampedCollector<T> collector = new TimestampedCollector<>();

    /**
     * @param rowsRead counts rows
     */
    RowEmitter(SnapshotDeserializationSchema<T> deserializer, Counter rowsRead) {
        this.deserializer = deserializer;
        this.rowsRead = rowsRead;
    }

    @Override
    public void emitRecord(ScannedRow row, SourceOutput<T> output, RangeState state)
            throws IOException {
        // Before all changes of the log that is read beside the table.
        long timestamp = Math.floorDiv(state.originMicros(), MICROS_PER_MILLI) - 1;
        collector.start(output, timestamp);
        deserializer.deserialize(row.row(), collector);
        state.emitted(row);
        rowsRead.inc();
    }

    private static final class TimestampedCollector<T> implements Collector<T> {

        private @Nullable SourceOutput<T> output;
        private long timestampMillis;

        void start(SourceOutput<T> newOutput, long newTimestampMillis) {
            output = newOutput;
            timestampMillis = newTimestampMillis;
        }

        @Override
        public void collect(T element) {
            output.collect(element, timestampMillis);
        }

        @Override
        public void close() {}
    }
}
