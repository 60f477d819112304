/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.Collection;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rule by which one generation of a table follows another, applied to the splits that exist.
 *
 * <p>A split is read when all of its generation hold back the watermark and all splits of earlier
 * ones are finished that share a token with it. The earlier ones go when all of them are finished:
 * so at every moment each stretch of the log that is still to be read has a split that keeps the
 * watermark behind it.
 */
final class HandOver {

    private final Collection<HeldSplit> splits;
    private final NavigableSet<Long> generations = new TreeSet<>();
    private final Set<Long> unfinished = new HashSet<>();
    private final Set<Long> unregistered = new HashSet<>();

    /**
     * @param splits of one table; those that no reader has count as assigned
     */
    HandOver(Collection<HeldSplit> splits) {
        this.splits = splits;
        for (HeldSplit split : splits) {
            generations.add(split.generationMillis());
            if (!split.isFinished()) {
                unfinished.add(split.generationMillis());
            }
            if (split.phase() == HeldSplit.Phase.ASSIGNED) {
                unregistered.add(split.generationMillis());
            }
        }
    }

    /** The generation that is read: empty if there is no split. */
    OptionalLong current() {
        if (generations.isEmpty()) {
            return OptionalLong.empty();
        }
        long current = generations.first();
        Long next = generations.higher(current);
        while (!unfinished.contains(current) && next != null && !unregistered.contains(next)) {
            current = next;
            next = generations.higher(current);
        }
        return OptionalLong.of(current);
    }

    /** Whether splits wait for the current generation to be read. */
    boolean hasNext() {
        return !generations.isEmpty() && generations.last() > current().getAsLong();
    }

    /** The newest generation of which there are splits: empty if there is no split. */
    OptionalLong newest() {
        return generations.isEmpty() ? OptionalLong.empty() : OptionalLong.of(generations.last());
    }

    /** Ids of splits of the generation after the current one that may be read already. */
    Set<String> released() {
        Long next = generations.isEmpty() ? null : generations.higher(current().getAsLong());
        if (next == null || unregistered.contains(next)) {
            return Set.of();
        }
        UnreadRanges before = new UnreadRanges();
        for (HeldSplit split : splits) {
            if (split.generationMillis() < next && !split.isFinished()) {
                before.add(split);
            }
        }
        Set<String> released = new HashSet<>();
        for (HeldSplit split : splits) {
            if (split.generationMillis() == next && !before.overlap(split.range())) {
                released.add(split.id());
            }
        }
        return released;
    }
}
