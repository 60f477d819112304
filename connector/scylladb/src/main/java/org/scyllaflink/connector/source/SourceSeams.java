/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;
import java.util.function.UnaryOperator;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/**
 * Where tests put faults into a source, to prove that they would be found. Nothing else has a place
 * here.
 */
interface SourceSeams extends Serializable {

    /** What emits, in each reader. */
    default <T> RecordEmitter<SplitElement, T, StreamGroupSplitState> emitter(
            RecordEmitter<SplitElement, T, StreamGroupSplitState> emitter) {
        return emitter;
    }

    /** How the enumerator hears what readers report; made once for each enumerator. */
    default UnaryOperator<ReaderReport> reports() {
        return UnaryOperator.identity();
    }

    /** How a reader understands what it is told. */
    default ReadingSchedule schedule(ReadingSchedule schedule) {
        return schedule;
    }

    /** As it is meant to be. */
    record None() implements SourceSeams {
        private static final long serialVersionUID = 1L;
    }
}
