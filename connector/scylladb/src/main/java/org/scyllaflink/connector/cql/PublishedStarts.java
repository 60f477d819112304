/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The starts of a table's stream sets, put together from answers of nodes of which each may lag
 * behind. Every answer is a stretch of the one true sequence: a node learns of new sets in their
 * order, and forgets old ones, whose rows have expired, in their order. Hence the rule:
 *
 * <ul>
 *   <li>a start once seen stays, also if a later answer ends before it;
 *   <li>a start before the first of any answer has been forgotten by the cluster, and does not come
 *       back when a lagging node still names it;
 *   <li>an empty answer comes from a node that does not know the table yet, and says nothing.
 * </ul>
 *
 * Safe for use by several threads.
 */
final class PublishedStarts {

    /** Guarded by this. */
    private final NavigableSet<Instant> known = new TreeSet<>();

    private Instant oldest = Instant.MIN;

    /**
     * @param answer of one node, in any order
     * @return all starts known, ascending
     */
    synchronized List<Instant> with(Collection<Instant> answer) {
        if (!answer.isEmpty()) {
            NavigableSet<Instant> starts = new TreeSet<>(answer);
            oldest = starts.first().isAfter(oldest) ? starts.first() : oldest;
            known.addAll(starts);
            known.headSet(oldest).clear();
        }
        return List.copyOf(known);
    }
}
