/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

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

    /**
     * An enumerator does not believe in the end of a split that an enumerator before it had heard
     * of.
     */
    static final class FinishForgotten implements SourceSeams {

        private static final long serialVersionUID = 1L;

        private final HashSet<String> finished = new HashSet<>();

        @Override
        public UnaryOperator<ReaderReport> reports() {
            Set<String> forgotten = Set.copyOf(finished);
            return report ->
                    new ReaderReport(
                            report.splits().stream()
                                    .map(split -> heard(split, forgotten))
                                    .toList());
        }

        private HeldSplit heard(HeldSplit split, Set<String> forgotten) {
            if (!split.isFinished()) {
                return split;
            }
            finished.add(split.id());
            return forgotten.contains(split.id())
                    ? new HeldSplit(
                            split.id(),
                            split.table(),
                            split.generationMillis(),
                            split.range(),
                            HeldSplit.Phase.REGISTERED)
                    : split;
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
