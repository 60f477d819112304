/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.cassandra.exceptions.InvalidRequestException;

/** Stream sets in the order of their times. Safe for many threads. */
final class StreamTimeline<S extends StreamSet> {
    /** By how much the clocks of nodes and writers may differ. */
    static final long LEEWAY_MICROS = TimeUnit.SECONDS.toMicros(5);

    /** What one set is called in messages. */
    private final String name;

    private volatile List<S> inOrder = List.of();

    StreamTimeline(String name) {
        this.name = name;
    }

    /** Adds a set, later than all before. */
    synchronized void add(S set) {
        refuseUnlessLater(set.timeMillis());
        inOrder = Stream.concat(inOrder.stream(), Stream.of(set)).toList();
    }

    void addAll(List<S> sets) {
        sets.stream().sorted(Comparator.comparingLong(StreamSet::timeMillis)).forEach(this::add);
    }

    /** Refuses a time at which no set can begin any more. */
    void refuseUnlessAhead(long timeMillis, long nowMillis) {
        refuseUnlessLater(timeMillis);
        if (timeMillis < nowMillis - TimeUnit.MICROSECONDS.toMillis(LEEWAY_MICROS)) {
            throw new InvalidRequestException(
                    "new " + name + " at " + timeMillis + " (expected: not before now)");
        }
    }

    /** Refuses a time that is not after every known set's. */
    void refuseUnlessLater(long timeMillis) {
        S last = last();
        if (last != null && timeMillis <= last.timeMillis()) {
            throw new InvalidRequestException(
                    "new "
                            + name
                            + " at "
                            + timeMillis
                            + " (expected: a time after the last "
                            + name
                            + "'s, "
                            + last.timeMillis()
                            + ")");
        }
    }

    /** Returns all sets, the oldest first. */
    List<S> all() {
        return inOrder;
    }

    @Nullable
    S last() {
        List<S> all = inOrder;
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** Returns the set that takes writes of a time; null before the first one. */
    @Nullable
    S operatingAt(long micros) {
        List<S> all = inOrder;
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).timeMicros() <= micros) {
                return all.get(i);
            }
        }
        return null;
    }

    /**
     * Returns what clients see at a time, the oldest first: no set before those that it follows.
     */
    List<S> publishedAt(long nowMillis) {
        return inOrder.stream().takeWhile(set -> set.publishedMillis() <= nowMillis).toList();
    }

    /**
     * Forgets the sets older than the newest one that began by a time; keeps all when none did.
     *
     * @return the forgotten sets, the oldest first
     */
    synchronized List<S> forgetBefore(long timeMillis) {
        List<S> all = new ArrayList<>(inOrder);
        Predicate<S> begun = set -> set.timeMillis() <= timeMillis;
        int base = Math.max(0, (int) all.stream().takeWhile(begun).count() - 1);
        inOrder = List.copyOf(all.subList(base, all.size()));
        return all.subList(0, base);
    }
}
