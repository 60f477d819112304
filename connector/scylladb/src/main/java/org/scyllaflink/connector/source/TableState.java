/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;

/**
 * What the enumerator must not forget of a table.
 *
 * @param from where reading began, null before it was fixed
 * @param checkedFrom see {@link Retention}; null before it was fixed
 * @param until where reading ends, null if it does not or was not fixed yet
 * @param newest the newest generation whose splits have been made, null if there is none
 * @param passed all generations whose splits have been made or that had expired unread. Empty
 *     although there is a newest one in what the first version wrote: all up to it then.
 * @param unassigned splits that no reader has
 */
record TableState(
        TableName table,
        @Nullable Instant from,
        @Nullable Instant checkedFrom,
        @Nullable Instant until,
        @Nullable Instant newest,
        Set<Instant> passed,
        List<StreamGroupSplit> unassigned) {

    TableState {
        passed = Set.copyOf(passed);
        unassigned = List.copyOf(unassigned);
    }

    static TableState initial(TableName table) {
        return new TableState(table, null, null, null, null, Set.of(), List.of());
    }
}
