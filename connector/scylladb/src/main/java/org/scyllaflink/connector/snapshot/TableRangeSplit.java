/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceSplit;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TokenRange;

/**
 * A stretch of the ring with the place up to which it is read.
 *
 * @param number of the range among all of the reading, from 0 in the order of the ring
 * @param range does not run over the end of the ring
 * @param originMicros time of the rows, see {@link
 *     org.scyllaflink.connector.model.SnapshotRow#origin}
 * @param last the last row that was emitted; null before the first
 */
@Internal
public record TableRangeSplit(
        int number, TokenRange range, long originMicros, @Nullable RowPosition last)
        implements SourceSplit {

    @Override
    public String splitId() {
        return Integer.toString(number);
    }

    TableRangeSplit upTo(RowPosition newLast) {
        return new TableRangeSplit(number, range, originMicros, newLast);
    }
}
