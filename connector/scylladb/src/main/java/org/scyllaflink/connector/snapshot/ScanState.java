/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.util.List;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;

/**
 * What the enumerator must not forget.
 *
 * @param table null before the first checkpoint
 * @param ranges how many there are; 0 before they were made
 * @param unassigned those that no reader has
 */
@Internal
public record ScanState(@Nullable TableName table, int ranges, List<TableRangeSplit> unassigned) {

    static final ScanState INITIAL = new ScanState(null, 0, List.of());

    public ScanState {
        unassigned = List.copyOf(unassigned);
    }
}
