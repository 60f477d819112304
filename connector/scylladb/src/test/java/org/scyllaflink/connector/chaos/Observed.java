/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the operators of a run and the test meet: they run in one JVM. Outlives failovers and
 * savepoints, unlike state.
 */
final class Observed {

    private static final Map<String, Observed> RUNS = new ConcurrentHashMap<>();

    private final Queue<String> late = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Histories> results = new ConcurrentHashMap<>();
    private final AtomicLong failAfter = new AtomicLong(Long.MAX_VALUE);
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();

    private Observed() {}

    static Observed run(String name) {
        return RUNS.computeIfAbsent(name, key -> new Observed());
    }

    static void forget(String name) {
        RUNS.remove(name);
    }

    /** Makes an operator fail once, after so many more changes. */
    void failAfter(int changes) {
        failAfter.set(changes);
    }

    /** Called once a change that leaves the source. */
    void failIfToldTo() {
        if (failAfter.decrementAndGet() == 0) {
            failures.incrementAndGet();
            throw new IllegalStateException("a failure that the test asked for");
        }
    }

    int failures() {
        return failures.get();
    }

    void sayLate(String what) {
        late.add(what);
    }

    Queue<String> late() {
        return late;
    }

    /** A subtask at the end of the job has been started; what it gave before is void. */
    void started(int subtask) {
        results.put(subtask, new Histories());
        if (subtask == 0) {
            starts.incrementAndGet();
        }
    }

    /** How often the job has been started, by whatever. */
    int starts() {
        return starts.get();
    }

    /** A change waited in state for the watermark to pass the start of its generation. */
    void heldBack() {
        held.incrementAndGet();
    }

    int changesHeldBack() {
        return held.get();
    }

    void result(int subtask, String key, Iterable<String> lines) {
        Histories histories = results.get(subtask);
        synchronized (histories) {
            lines.forEach(line -> histories.add(key, line));
        }
    }

    /** All histories, once the job has ended. */
    Histories result() {
        Histories all = new Histories();
        results.values().forEach(all::addAll);
        return all;
    }
}
