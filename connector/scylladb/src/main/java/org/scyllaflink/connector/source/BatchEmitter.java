/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.ChangeBatch;

/**
 * Emits an element and moves the split's position, in one call, so that no checkpoint comes
 * between. Task thread only.
 */
final class BatchEmitter<T> implements RecordEmitter<SplitElement, T, StreamGroupSplitState> {

    private final ChangeDeserializationSchema<T> deserializer;
    private final SourceMetrics metrics;
    private final TimestampedCollector<T> collector = new TimestampedCollector<>();
    private boolean phasesChanged;
    private boolean positionsMoved;

    BatchEmitter(ChangeDeserializationSchema<T> deserializer, SourceMetrics metrics) {
        this.deserializer = deserializer;
        this.metrics = metrics;
    }

    @Override
    public void emitRecord(
            SplitElement element, SourceOutput<T> output, StreamGroupSplitState state)
            throws IOException {
        if (element instanceof PositionedBatch positioned) {
            emitInTime(positioned.batch(), output);
            state.batchEmitted(positioned.stream(), positioned.batch().time());
        } else if (element instanceof LateBatch late) {
            emitLate(late.batch(), state.completeUntilMillis(), output);
            state.lateEmitted(late.stream(), late.batch().time());
        } else if (element instanceof SplitElement.WindowEnd end) {
            metrics.markEmitted();
            state.windowEmitted(end.endMillis());
            emitWatermark(output, state);
            if (end.last()) {
                enter(HeldSplit.Phase.FINISHED, state);
            }
        } else if (element instanceof SplitElement.Swept swept) {
            metrics.markEmitted();
            state.forgetBefore(swept.fromMillis());
        } else if (element instanceof SplitElement.Opened) {
            metrics.markEmitted();
            emitWatermark(output, state);
            if (state.phase() == HeldSplit.Phase.ASSIGNED) {
                enter(HeldSplit.Phase.REGISTERED, state);
            }
        } else if (element instanceof SplitElement.Closed closed) {
            metrics.markEmitted();
            if (closed.idle()) {
                output.markIdle();
            }
        }
    }

    /** Whether the phase of a split changed since the last call. */
    boolean takePhasesChanged() {
        boolean changed = phasesChanged;
        phasesChanged = false;
        return changed;
    }

    /** Whether a split is complete until a later time than at the last call. */
    boolean takePositionsMoved() {
        boolean moved = positionsMoved;
        positionsMoved = false;
        return moved;
    }

    private void emitInTime(ChangeBatch batch, SourceOutput<T> output) throws IOException {
        emit(batch, Math.floorDiv(batch.time().micros(), 1000L), output);
        metrics.batchEmitted(batch.changes().size());
    }

    /** The time of a late batch is behind the watermark, so it is emitted just after that. */
    private void emitLate(ChangeBatch batch, long timestampMillis, SourceOutput<T> output)
            throws IOException {
        emit(batch, timestampMillis, output);
        metrics.lateBatchEmitted(batch.changes().size());
    }

    private void emit(ChangeBatch batch, long timestampMillis, SourceOutput<T> output)
            throws IOException {
        collector.startBatch(output, timestampMillis);
        try {
            deserializer.deserialize(batch, collector);
        } catch (IOException | RuntimeException e) {
            metrics.failed();
            throw e;
        }
    }

    /** All that is still to come lies at or after the position: the watermark is the ms before. */
    private void emitWatermark(SourceOutput<T> output, StreamGroupSplitState state) {
        output.emitWatermark(new Watermark(state.completeUntilMillis() - 1));
        positionsMoved = true;
    }

    private void enter(HeldSplit.Phase phase, StreamGroupSplitState state) {
        state.enter(phase);
        phasesChanged = true;
    }

    private static final class TimestampedCollector<T> implements Collector<T> {

        private @Nullable SourceOutput<T> output;
        private long timestampMillis;

        void startBatch(SourceOutput<T> newOutput, long newTimestampMillis) {
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
