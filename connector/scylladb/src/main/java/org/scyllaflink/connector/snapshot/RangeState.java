/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.ScannedRow;

/** How far a range has been emitted. Task thread only. */
final class RangeState {

    private final TableRangeSplit split;
    private @Nullable ScannedRow last;
    private long rows;

    RangeState(TableRangeSplit split) {
        this.split = split;
    }

    void emitted(ScannedRow row) {
        last = row;
        rows++;
    }

    long originMicros() {
        return split.originMicros();
    }

    int number() {
        return split.number();
    }

    /** Rows emitted since the reader got the range. */
    long rows() {
        return rows;
    }

    TableRangeSplit toSplit() {
        return last == null ? split : split.upTo(RowOrder.positionOf(last));
    }
}
