/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.jspecify.annotations.Nullable;

/** Faults that the chaos test has to find. */
final class ChaosFaults {

    private ChaosFaults() {}

    /** Moves the position first and emits the batch at the next call. */
    record PositionFirst() implements SourceSeams {

        private static final long serialVersionUID = 1L;

        @Override
        public <T> RecordEmitter<SplitElement, T, StreamGroupSplitState> emitter(
                RecordEmitter<SplitElement, T, StreamGroupSplitState> emitter) {
            return new EmittingLate<>(emitter);
        }
    }

    /** The enumerator believes in the end of a split only if it has seen the split unfinished. */
    record FinishForgotten() implements SourceSeams {

        private static final long serialVersionUID = 1L;

        @Override
        public UnaryOperator<ReaderReport> reports() {
            Set<String> seenUnfinished = new HashSet<>();
            return report ->
                    new ReaderReport(
                            report.splits().stream()
                                    .map(split -> heard(split, seenUnfinished))
                                    .toList());
        }

        private static HeldSplit heard(HeldSplit split, Set<String> seenUnfinished) {
            if (!split.isFinished()) {
                seenUnfinished.add(split.id());
                return split;
            }
            return seenUnfinished.contains(split.id())
                    ? split
                    : new HeldSplit(
                            split.id(),
                            split.table(),
                            split.generationMillis(),
                            split.range(),
                            HeldSplit.Phase.REGISTERED);
        }
    }

    /** Reads on where the enumerator cannot have seen all switches. */
    record HorizonIgnored() implements SourceSeams {

        private static final long serialVersionUID = 1L;

        @Override
        public ReadingSchedule schedule(ReadingSchedule schedule) {
            return new ReadingSchedule(
                    Long.MAX_VALUE, schedule.tables(), schedule.settled(), schedule.complete());
        }
    }

    private static final class EmittingLate<T>
            implements RecordEmitter<SplitElement, T, StreamGroupSplitState> {

        private final RecordEmitter<SplitElement, T, StreamGroupSplitState> emitter;
        private @Nullable Emission held;

        EmittingLate(RecordEmitter<SplitElement, T, StreamGroupSplitState> emitter) {
            this.emitter = emitter;
        }

        private interface Emission {
            void emit() throws Exception;
        }

        @Override
        public void emitRecord(
                SplitElement element, SourceOutput<T> output, StreamGroupSplitState state)
                throws Exception {
            if (held != null) {
                held.emit();
                held = null;
            }
            if (element instanceof PositionedBatch positioned) {
                state.batchEmitted(positioned.stream(), positioned.batch().time());
                held = () -> emitter.emitRecord(element, output, state);
            } else {
                emitter.emitRecord(element, output, state);
            }
        }
    }
}
