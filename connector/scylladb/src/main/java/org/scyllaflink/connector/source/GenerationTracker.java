/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;

/**
 * Which generations are known, what readers hold of them, and which generation may be read. A state
 * machine without clock or I/O; runs in the coordinator thread.
 *
 * <p>The rule of the hand-over: a generation is read when all splits of earlier ones are finished
 * and all of its own hold back the watermark of their readers; only then do the earlier ones go. So
 * at every moment each stretch of the log that is still to be read has a split that keeps the
 * watermark behind it.
 *
 * <p>Everything is derived from what readers report, so a reader that restarts from an older
 * checkpoint simply moves the tracker back. Nothing is decided while a reader has not reported.
 */
final class GenerationTracker {

    private final TableName table;
    private final NavigableSet<Instant> starts = new TreeSet<>();
    private final List<StreamGroupSplit> unassigned;

    /** Splits by id for each reader that has reported since it was started. */
    private final Map<Integer, Map<String, HeldSplit>> held = new HashMap<>();

    /** Readers by ids of unassigned splits that were theirs. */
    private final Map<String, Integer> cameFrom = new HashMap<>();

    /** Readers that were told that there are no more splits. */
    private final Set<Integer> ended = new HashSet<>();

    private @Nullable Instant from;
    private @Nullable Instant until;
    private @Nullable Instant newest;

    GenerationTracker(EnumeratorState state) {
        this.table = state.table();
        this.from = state.from();
        this.until = state.until();
        this.newest = state.newest();
        this.unassigned = new ArrayList<>(state.unassigned());
    }

    boolean isBegun() {
        return from != null;
    }

    /** Fixes once and for all what is to be read. */
    void begin(Instant from, @Nullable Instant until) {
        this.from = from;
        this.until = until;
    }

    /** Takes the starts of all generations that have been announced. */
    void learn(Collection<Instant> announced) {
        starts.addAll(announced);
    }

    int knownGenerations() {
        return starts.size();
    }

    int unassignedSplits() {
        return unassigned.size();
    }

    /** A reader was restarted: what it holds is unknown until it reports. */
    void readerReset(int reader) {
        held.remove(reader);
        ended.remove(reader);
    }

    /** A reader was told that there are no more splits: it gets none until it is reset. */
    void readerEnded(int reader) {
        ended.add(reader);
    }

    /**
     * Takes back splits that were assigned after the checkpoint from which their reader restarts.
     * They go to that reader again: it alone is sure to restart with its watermark behind them.
     */
    void takeBack(List<StreamGroupSplit> splits, int reader) {
        unassigned.addAll(splits);
        splits.forEach(split -> cameFrom.put(split.splitId(), reader));
    }

    /**
     * Takes a reader's word for what it holds, except that splits may still be on their way to it.
     */
    void readerReported(int reader, ReaderReport report) {
        Map<String, HeldSplit> now = new HashMap<>();
        for (HeldSplit split : held.getOrDefault(reader, Map.of()).values()) {
            if (split.phase() == HeldSplit.Phase.ASSIGNED) {
                now.put(split.id(), split);
            }
        }
        for (HeldSplit split : report.splits()) {
            now.put(split.id(), split);
        }
        held.put(reader, now);
    }

    /** Whether each of so many readers has reported since it was started. */
    boolean hasHeardOfAll(int readers) {
        for (int reader = 0; reader < readers; reader++) {
            if (!held.containsKey(reader)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The generation whose splits are to be made next: the one that holds the beginning, and then
     * always the one after the current one, so that its splits wait before they are needed.
     */
    Optional<Instant> nextToOpen() {
        if (from == null || starts.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> current = current();
        if (current.isPresent() && current.get().isBefore(newest)) {
            return Optional.empty();
        }
        return unopened();
    }

    /** Takes the splits of the generation that {@link #nextToOpen()} named. */
    void open(Instant generation, List<StreamGroupSplit> splits) {
        newest = generation;
        unassigned.addAll(splits);
    }

    boolean hasOpenedAny() {
        return newest != null;
    }

    /** Where the splits of a generation begin. */
    Position beginningOf(Instant generation) {
        return Position.startOf(from != null && from.isAfter(generation) ? from : generation);
    }

    /**
     * Chooses readers for all unassigned splits; they count as assigned from now on.
     *
     * @param nowMillis the server's time, see {@link SplitPlacement}
     */
    Map<Integer, List<StreamGroupSplit>> assign(long nowMillis) {
        Map<Integer, Map<String, HeldSplit>> takers = new HashMap<>(held);
        takers.keySet().removeAll(ended);
        Map<Integer, List<StreamGroupSplit>> placed =
                SplitPlacement.place(unassigned, takers, cameFrom, nowMillis);
        unassigned.clear();
        cameFrom.clear();
        placed.forEach(
                (reader, splits) ->
                        splits.forEach(
                                split -> held.get(reader).put(split.splitId(), sent(split))));
        return placed;
    }

    /**
     * What readers may do now.
     *
     * @param horizon no generation that begins earlier can have been overlooked
     * @return empty as long as there is nothing to read
     */
    Optional<ReadingSchedule> schedule(Instant horizon) {
        boolean complete = isComplete();
        Optional<Instant> current = complete ? Optional.ofNullable(until) : current();
        return current.map(
                generation ->
                        new ReadingSchedule(
                                generation.toEpochMilli(),
                                horizon.toEpochMilli(),
                                switchesAfter(generation),
                                unassigned.isEmpty(),
                                complete));
    }

    /** Whether everything before the stop has been read. */
    boolean isComplete() {
        return until != null
                && !starts.isEmpty()
                && unassigned.isEmpty()
                && unopened().isEmpty()
                && held.values().stream()
                        .flatMap(splits -> splits.values().stream())
                        .allMatch(split -> split.phase() == HeldSplit.Phase.FINISHED);
    }

    EnumeratorState snapshot() {
        return new EnumeratorState(table, from, until, newest, unassigned);
    }

    private Optional<Instant> current() {
        NavigableSet<Long> generations = new TreeSet<>();
        Set<Long> unfinished = new HashSet<>();
        Set<Long> unregistered = new HashSet<>();
        for (StreamGroupSplit split : unassigned) {
            generations.add(split.generation().toEpochMilli());
            unfinished.add(split.generation().toEpochMilli());
            unregistered.add(split.generation().toEpochMilli());
        }
        for (Map<String, HeldSplit> splits : held.values()) {
            for (HeldSplit split : splits.values()) {
                generations.add(split.generationMillis());
                if (split.phase() != HeldSplit.Phase.FINISHED) {
                    unfinished.add(split.generationMillis());
                }
                if (split.phase() == HeldSplit.Phase.ASSIGNED) {
                    unregistered.add(split.generationMillis());
                }
            }
        }
        if (generations.isEmpty()) {
            return Optional.empty();
        }
        long current = generations.first();
        Long next = generations.higher(current);
        while (!unfinished.contains(current) && next != null && !unregistered.contains(next)) {
            current = next;
            next = generations.higher(current);
        }
        return Optional.of(Instant.ofEpochMilli(current));
    }

    private Optional<Instant> unopened() {
        return Optional.ofNullable(newest == null ? holding(from) : starts.higher(newest))
                .filter(start -> until == null || start.isBefore(until));
    }

    private @Nullable Instant holding(Instant time) {
        Instant start = starts.floor(time);
        return start == null ? starts.first() : start;
    }

    private List<Long> switchesAfter(Instant generation) {
        NavigableSet<Instant> later = starts.tailSet(generation, false);
        if (until == null) {
            return later.stream().map(Instant::toEpochMilli).toList();
        }
        NavigableSet<Instant> switches = new TreeSet<>(later.headSet(until, false));
        switches.add(until);
        return switches.stream().map(Instant::toEpochMilli).toList();
    }

    private static HeldSplit sent(StreamGroupSplit split) {
        return new HeldSplit(
                split.splitId(), split.generation().toEpochMilli(), HeldSplit.Phase.ASSIGNED);
    }
}
