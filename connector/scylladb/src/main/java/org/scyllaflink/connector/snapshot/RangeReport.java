/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/** What a reader tells the enumerator, for the sake of progress alone. */
sealed interface RangeReport extends SourceEvent {

    /** Numbers of the ranges that a reader has when it starts. */
    record Held(List<Integer> numbers) implements RangeReport {
        private static final long serialVersionUID = 1L;

        public Held {
            numbers = List.copyOf(numbers);
        }
    }

    /**
     * A range is read.
     *
     * @param rows how many of it were emitted since the reader started
     */
    record Done(int number, long rows) implements RangeReport {
        private static final long serialVersionUID = 1L;
    }
}
