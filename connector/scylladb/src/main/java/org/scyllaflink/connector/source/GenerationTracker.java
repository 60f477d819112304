/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;

/**
 * Which generations of a table are known, what readers hold of them, and what may be read: see
 * {@link HandOver}. A state machine without clock or I/O; runs in the coordinator thread.
 *
 * <p>Everything is derived from what readers report, so a reader that restarts from an older
 * checkpoint simply moves the tracker back. Nothing may be asked while a reader has not reported.
 */
final class GenerationTracker {

    private final TableName table;
    private final NavigableSet<Instant> starts = new TreeSet<>();
    private final NavigableSet<Instant> passed;
    private final List<StreamGroupSplit> unassigned;

    /** Splits by id for each reader that has any. */
    private final Map<Integer, Map<String, HeldSplit>> held = new HashMap<>();

    /** Readers by ids of unassigned splits that were theirs. */
    private final Map<String, Integer> cameFrom = new HashMap<>();

    private @Nullable Instant from;
    private @Nullable Instant checkedFrom;
    private @Nullable Instant until;
    private @Nullable Instant newest;

    GenerationTracker(TableState state) {
        this.table = state.table();
        this.from = state.from();
        this.checkedFrom = state.checkedFrom();
        this.until = state.until();
        this.newest = state.newest();
        this.passed = new TreeSet<>(state.passed());
        this.unassigned = new ArrayList<>(state.unassigned());
        starts.addAll(passed);
        if (newest != null) {
            starts.add(newest);
        }
    }

    /** Unopened generations that have expired: what the log held in between is gone. */
    record Gap(Instant begin, Instant end) {}

    boolean isBegun() {
        return from != null;
    }

    /**
     * Fixes once and for all what is to be read.
     *
     * @param newCheckedFrom see {@link Retention}
     */
    void begin(Instant newFrom, Instant newCheckedFrom, @Nullable Instant newUntil) {
        from = newFrom;
        checkedFrom = newCheckedFrom;
        until = newUntil;
    }

    @Nullable Instant until() {
        return until;
    }

    /** Lets reading, which had no end, stop at a time. */
    void stopAt(Instant newUntil) {
        until = newUntil;
    }

    /**
     * Takes the starts of generations that have been announced. One that is known stays known, over
     * restarts too if it was passed: a list may be empty or lack some for a while.
     *
     * @return those that had not been known
     */
    List<Instant> learn(Collection<Instant> announced) {
        List<Instant> unknown =
                announced.stream().filter(start -> !starts.contains(start)).toList();
        starts.addAll(announced);
        if (passed.isEmpty() && newest != null) {
            passed.addAll(starts.headSet(newest, true));
        }
        return unknown;
    }

    int knownGenerations() {
        return starts.size();
    }

    /** A reader was restarted: what it holds is unknown until it reports. */
    void readerReset(int reader) {
        held.remove(reader);
    }

    /**
     * Takes back splits that were assigned after the checkpoint from which their reader restarts.
     * They go to that reader again: it alone is sure to restart with its watermark behind them.
     */
    void takeBack(StreamGroupSplit split, int reader) {
        unassigned.add(split);
        cameFrom.put(split.splitId(), reader);
    }

    /**
     * Takes a reader's word for what it holds of this table, except that splits may still be on
     * their way to it.
     */
    void readerReported(int reader, List<HeldSplit> reported) {
        Map<String, HeldSplit> now = new HashMap<>();
        for (HeldSplit split : heldBy(reader)) {
            if (split.phase() == HeldSplit.Phase.ASSIGNED) {
                now.put(split.id(), split);
            }
        }
        for (HeldSplit split : reported) {
            now.put(split.id(), split);
        }
        held.put(reader, now);
    }

    Collection<HeldSplit> heldBy(int reader) {
        return held.getOrDefault(reader, Map.of()).values();
    }

    List<StreamGroupSplit> unassigned() {
        return unassigned;
    }

    /** Readers by ids of unassigned splits that were theirs. */
    Map<String, Integer> cameFrom() {
        return cameFrom;
    }

    /** A split was given to a reader; it counts as assigned from now on. */
    void assigned(StreamGroupSplit split, int reader) {
        unassigned.remove(split);
        cameFrom.remove(split.splitId());
        held.computeIfAbsent(reader, key -> new HashMap<>())
                .put(split.splitId(), HeldSplit.of(split, HeldSplit.Phase.ASSIGNED));
    }

    /**
     * The generation whose splits are to be made next: the one that holds the beginning; one that
     * was announced too late, when later ones had been opened; or else the one after the current
     * one, so that its splits wait before they are needed.
     */
    Optional<Instant> nextToOpen() {
        if (from == null || starts.isEmpty()) {
            return Optional.empty();
        }
        @Nullable Instant missed = missed();
        if (missed != null) {
            return Optional.of(missed);
        }
        return handOver().hasNext() ? Optional.empty() : Optional.ofNullable(following());
    }

    /**
     * Passes over generations that {@link #nextToOpen()} would name but that ended before a time.
     *
     * @return what lies between them and the next one; empty if none was passed over
     */
    Optional<Gap> passOver(Instant expiredUntil) {
        @Nullable Gap gap = null;
        for (Optional<Instant> next = nextToOpen(); next.isPresent(); next = nextToOpen()) {
            Instant generation = next.get();
            @Nullable Instant end = starts.higher(generation);
            if (end == null || end.isAfter(expiredUntil)) {
                break;
            }
            gap = new Gap(gap == null ? beginningOf(generation) : gap.begin(), end);
            pass(generation);
        }
        return Optional.ofNullable(gap);
    }

    /** Takes the splits of the generation that {@link #nextToOpen()} named. */
    void open(Instant generation, List<StreamGroupSplit> splits) {
        pass(generation);
        unassigned.addAll(splits);
    }

    private void pass(Instant generation) {
        passed.add(generation);
        newest = newest == null || generation.isAfter(newest) ? generation : newest;
    }

    boolean hasOpenedAny() {
        return newest != null;
    }

    /** Where the splits of a generation begin. */
    Instant beginningOf(Instant generation) {
        return from != null && from.isAfter(generation) ? from : generation;
    }

    /** Whether what is gone from the log before a time was there to be read. */
    boolean isChecked(Instant time) {
        return checkedFrom != null && time.isAfter(checkedFrom);
    }

    /**
     * What readers may do now.
     *
     * @param ttlMillis life of rows in the log, null if it has no end
     * @return empty as long as there is nothing to read
     */
    Optional<TableSchedule> schedule(@Nullable Long ttlMillis) {
        @Nullable Retention retention =
                ttlMillis == null || checkedFrom == null
                        ? null
                        : new Retention(ttlMillis, checkedFrom.toEpochMilli());
        if (isComplete()) {
            long end = until.toEpochMilli();
            return Optional.of(
                    new TableSchedule(afterAll(end), List.of(end), true, Set.of(), retention));
        }
        HandOver handOver = handOver();
        OptionalLong current = handOver.current();
        if (current.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new TableSchedule(
                        current.getAsLong(),
                        switches(current.getAsLong(), handOver.newest().getAsLong()),
                        until != null,
                        handOver.released(),
                        retention));
    }

    /** Whether everything before the stop has been read. */
    boolean isComplete() {
        return until != null
                && !starts.isEmpty()
                && unassigned.isEmpty()
                && missed() == null
                && following() == null
                && held.values().stream()
                        .flatMap(splits -> splits.values().stream())
                        .allMatch(HeldSplit::isFinished);
    }

    TableState snapshot() {
        return new TableState(table, from, checkedFrom, until, newest, passed, unassigned);
    }

    private HandOver handOver() {
        List<HeldSplit> splits = new ArrayList<>();
        held.values().forEach(ofReader -> splits.addAll(ofReader.values()));
        unassigned.forEach(split -> splits.add(HeldSplit.of(split, HeldSplit.Phase.ASSIGNED)));
        return new HandOver(splits);
    }

    /** The oldest generation that was overlooked: it was announced after a later one was opened. */
    private @Nullable Instant missed() {
        if (newest == null) {
            return null;
        }
        for (Instant start : starts.headSet(newest)) {
            if (!passed.contains(start)
                    && starts.higher(start).isAfter(from)
                    && isBeforeEnd(start)) {
                return start;
            }
        }
        return null;
    }

    private @Nullable Instant following() {
        @Nullable Instant start = newest == null ? holding(from) : starts.higher(newest);
        return start != null && isBeforeEnd(start) ? start : null;
    }

    private boolean isBeforeEnd(Instant start) {
        return until == null || start.isBefore(until);
    }

    private Instant holding(Instant time) {
        Instant start = starts.floor(time);
        return start == null ? starts.first() : start;
    }

    /** A stop that was set later may lie before a generation whose splits are in place. */
    private long afterAll(long endMillis) {
        return newest == null ? endMillis : Math.max(endMillis, newest.toEpochMilli() + 1);
    }

    /** Up to the end of the newest generation that readers hold splits of, and to the stop. */
    private List<Long> switches(long currentMillis, long newestMillis) {
        List<Long> switches = new ArrayList<>();
        for (Instant start : starts.tailSet(Instant.ofEpochMilli(currentMillis), false)) {
            if (!isBeforeEnd(start)) {
                break;
            }
            switches.add(start.toEpochMilli());
            if (start.toEpochMilli() > newestMillis) {
                break;
            }
        }
        if (until != null) {
            switches.add(until.toEpochMilli());
        }
        return switches;
    }
}
