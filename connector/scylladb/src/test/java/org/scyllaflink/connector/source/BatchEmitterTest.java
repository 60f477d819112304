/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TokenRange;

class BatchEmitterTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant READ_UNTIL = START.plusSeconds(60);

    private final List<StreamId> streams = Changes.streams(0, 1, 2);
    private final CdcTime time = CdcTime.lowest(START.toEpochMilli() * 1_000 + 7);
    private final ChangeBatch batch = Changes.batch(streams.get(0), START, time, 1, List.of(1, 2));
    private final Output output = new Output();
    private final BatchEmitter<Change> emitter =
            new BatchEmitter<>(
                    ChangeDeserializationSchema.changes(),
                    SilentMetrics.of(
                            ReadOptions.defaults(),
                            new ReadBudget(1, 1, new ReaderMailbox()),
                            new ManualClock(START)));

    @Test
    void emitsABatchAtItsTimeAndMovesThePosition() throws IOException {
        StreamGroupSplitState state = remembering();
        emitter.emitRecord(new PositionedBatch(0, batch), output, state);

        assertThat(output.timestamps).containsExactly(START.toEpochMilli(), START.toEpochMilli());
        assertThat(state.toSplit().position().ahead()).containsEntry(streams.get(0), time);
        assertThat(state.toSplit().position().remembered().time(0, 0)).isEqualTo(time);
    }

    @Test
    void emitsALateBatchJustAfterTheWatermarkAndRemembersItInTheSameCall() throws IOException {
        StreamGroupSplitState state = remembering();
        emitter.emitRecord(
                new SplitElement.WindowEnd(READ_UNTIL.toEpochMilli(), false), output, state);
        Position before = state.toSplit().position();

        emitter.emitRecord(new LateBatch(0, batch), output, state);

        assertThat(output.timestamps)
                .containsExactly(READ_UNTIL.toEpochMilli(), READ_UNTIL.toEpochMilli());
        assertThat(output.watermarks).containsExactly(READ_UNTIL.toEpochMilli() - 1);
        Position after = state.toSplit().position();
        assertThat(after.completeUntil()).isEqualTo(before.completeUntil());
        assertThat(after.ahead()).isEqualTo(before.ahead());
        assertThat(before.remembered().size()).isZero();
        assertThat(after.remembered().time(0, 0)).isEqualTo(time);
    }

    @Test
    void remembersNothingWithoutASweep() throws IOException {
        StreamGroupSplitState state =
                new StreamGroupSplitState(split(), HeldSplit.Phase.REGISTERED, false);
        emitter.emitRecord(new PositionedBatch(0, batch), output, state);
        assertThat(state.toSplit().position().remembered()).isNull();
    }

    @Test
    void remembersNothingThatIsNotLookedAtAgain() throws IOException {
        long later = START.plusSeconds(30).toEpochMilli();
        StreamGroupSplitState state =
                new StreamGroupSplitState(split(), HeldSplit.Phase.REGISTERED, true);
        emitter.emitRecord(new SplitElement.Swept(later), output, state);
        emitter.emitRecord(new PositionedBatch(0, batch), output, state);
        assertThat(state.toSplit().position().remembered().size()).isZero();
        assertThat(state.toSplit().position().remembered().fromMillis()).isEqualTo(later);
    }

    private StreamGroupSplitState remembering() {
        return new StreamGroupSplitState(split(), HeldSplit.Phase.REGISTERED, true);
    }

    private StreamGroupSplit split() {
        return new StreamGroupSplit(
                Changes.TABLE, START, 0, TokenRange.ring(), streams, Position.startOf(START));
    }

    private static final class Output implements SourceOutput<Change> {

        private final List<Long> timestamps = new ArrayList<>();
        private final List<Long> watermarks = new ArrayList<>();

        @Override
        public void collect(Change change) {
            throw new UnsupportedOperationException("a change without a timestamp");
        }

        @Override
        public void collect(Change change, long timestamp) {
            timestamps.add(timestamp);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    }
}
