/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.TableMetadata;

/**
 * The streams of this server, in memory and in their tables. One for the whole JVM, as Cassandra
 * itself is.
 */
final class StreamSets {
    static final Generations GENERATIONS = new Generations();
    static final TabletKeyspaces TABLET_KEYSPACES = new TabletKeyspaces();
    static final Tablets TABLETS = new Tablets(TABLET_KEYSPACES);

    private static final Random RANDOM = new SecureRandom();

    private StreamSets() {}

    /**
     * Finds the streams of an earlier start, or makes the first generation, which operates at once.
     *
     * @param tablets what keyspaces get that say nothing of tablets
     */
    static void open(int vnodes, int shards, TabletOptions tablets) {
        GenerationTables.create();
        List<Generation> known = GenerationTables.load();
        GENERATIONS.addAll(known);
        if (known.isEmpty()) {
            long now = System.currentTimeMillis();
            announce(new SetTimes(now, now), vnodes, shards);
        }
        TABLET_KEYSPACES.open(tablets);
        TABLETS.open();
    }

    /** Returns where the changes of a table are logged. */
    static LogStreams of(TableMetadata log) {
        TabletHistory own = TABLETS.of(log);
        return own == null ? GENERATIONS : own;
    }

    /**
     * Makes a generation.
     *
     * @param times from when on it operates, not before now, except for what clocks may differ, and
     *     from when on clients see it
     * @throws InvalidRequestException when the time is too early or the size impossible
     */
    static synchronized void announce(SetTimes times, int vnodes, int shards) {
        GENERATIONS.timeline().refuseUnlessAhead(times.timeMillis(), System.currentTimeMillis());
        Generation generation;
        try {
            generation = Generation.create(times, vnodes, shards, RANDOM);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("new generation: " + e.getMessage());
        }
        GenerationTables.add(generation);
        GENERATIONS.add(generation);
    }
}
