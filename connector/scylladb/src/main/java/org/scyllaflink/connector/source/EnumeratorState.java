/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;

/**
 * What the enumerator must not forget. What readers hold is in their own state, and they tell of it
 * when they start.
 *
 * @param table what is read
 * @param from where reading began, null before it was fixed
 * @param until where reading ends, null if it does not or was not fixed yet
 * @param newest the newest generation whose splits have been made, null if there is none
 * @param unassigned splits that no reader has
 */
record EnumeratorState(
        TableName table,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Instant newest,
        List<StreamGroupSplit> unassigned) {

    EnumeratorState {
        unassigned = List.copyOf(unassigned);
    }

    static EnumeratorState initial(TableName table) {
        return new EnumeratorState(table, null, null, null, List.of());
    }
}
