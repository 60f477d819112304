/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.cassandra.exceptions.InvalidRequestException;

/**
 * The generations of this server, in memory and in their tables. One for the whole JVM, as
 * Cassandra itself is.
 */
final class StreamSets {
    static final Generations GENERATIONS = new Generations();

    private static final Random RANDOM = new SecureRandom();

    private StreamSets() {}

    /**
     * Finds the generations of an earlier start, or makes the first one, which operates at once.
     */
    static void open(int vnodes, int shards) {
        GenerationTables.create();
        List<Generation> known = GenerationTables.load();
        GENERATIONS.addAll(known);
        if (known.isEmpty()) {
            announce(System.currentTimeMillis(), vnodes, shards);
        }
    }

    /**
     * Makes a generation.
     *
     * @param timeMillis from which it operates; not before now, except for what clocks may differ
     * @throws InvalidRequestException when the time is too early or the size impossible
     */
    static synchronized void announce(long timeMillis, int vnodes, int shards) {
        GENERATIONS.refuseUnlessLater(timeMillis);
        long earliest =
                System.currentTimeMillis()
                        - TimeUnit.MICROSECONDS.toMillis(Generations.LEEWAY_MICROS);
        if (timeMillis < earliest) {
            throw new InvalidRequestException(
                    "new generation at " + timeMillis + " (expected: not before now)");
        }
        Generation generation;
        try {
            generation = Generation.create(timeMillis, vnodes, shards, RANDOM);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("new generation: " + e.getMessage());
        }
        GENERATIONS.add(generation);
        GenerationTables.announce(generation);
    }
}
