/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.exceptions.InvalidRequestException;

/** All generations of streams; decides which one a write is logged in. Safe for many threads. */
final class Generations {
    /** By how much the clocks of nodes and writers may differ. */
    static final long LEEWAY_MICROS = TimeUnit.SECONDS.toMicros(5);

    private volatile List<Generation> inOrder = List.of();

    /** Adds a generation, later than all before. */
    synchronized void add(Generation generation) {
        refuseUnlessLater(generation.timeMillis());
        List<Generation> all = new ArrayList<>(inOrder);
        all.add(generation);
        inOrder = List.copyOf(all);
    }

    void addAll(List<Generation> generations) {
        generations.stream()
                .sorted(Comparator.comparingLong(Generation::timeMillis))
                .forEach(this::add);
    }

    /** Refuses a time that is not after every known generation's. */
    void refuseUnlessLater(long timeMillis) {
        Generation last = last();
        if (last != null && timeMillis <= last.timeMillis()) {
            throw new InvalidRequestException(
                    "new generation at "
                            + timeMillis
                            + " (expected: a time after the last generation's, "
                            + last.timeMillis()
                            + ")");
        }
    }

    @Nullable
    Generation last() {
        List<Generation> all = inOrder;
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /**
     * Returns the stream for a change of a base partition.
     *
     * @param baseToken of the partition
     * @param writeMicros the time of the change
     * @param nowMicros the server's clock
     * @throws InvalidRequestException when the change is too far in the future, or so far in the
     *     past that its generation is closed
     */
    DecoratedKey streamFor(long baseToken, long writeMicros, long nowMicros) {
        List<Generation> all = inOrder;
        if (writeMicros > nowMicros + LEEWAY_MICROS) {
            throw outOfTime("future", "into the future", writeMicros, nowMicros);
        }
        Generation current = operatingAt(all, nowMicros);
        if (current != null
                && writeMicros < current.timeMicros()
                && writeMicros <= nowMicros - LEEWAY_MICROS) {
            throw outOfTime("past", "into the past", writeMicros, nowMicros);
        }
        Generation generation = operatingAt(all, writeMicros);
        if (generation == null) {
            throw new InvalidRequestException(
                    "could not find any CDC stream for timestamp "
                            + writeMicros
                            + ". Are we in the middle of a cluster upgrade?");
        }
        return generation.streamFor(baseToken);
    }

    @Nullable
    private static Generation operatingAt(List<Generation> all, long micros) {
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).timeMicros() <= micros) {
                return all.get(i);
            }
        }
        return null;
    }

    private static InvalidRequestException outOfTime(
            String where, String direction, long writeMicros, long nowMicros) {
        return new InvalidRequestException(
                "cdc: attempted to get a stream \"from the "
                        + where
                        + "\" ("
                        + writeMicros
                        + "; current server time: "
                        + nowMicros
                        + "). With CDC you cannot send writes with timestamps too far "
                        + direction
                        + ". Make sure that the writers' clocks agree with the server's.");
    }
}
