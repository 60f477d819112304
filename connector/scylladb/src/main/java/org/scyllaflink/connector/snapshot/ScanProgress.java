/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.scyllaflink.connector.model.TableName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a table is read, for operators of the job. Coordinator thread, but that any may ask for
 * the numbers.
 */
final class ScanProgress {

    private static final Logger LOG = LoggerFactory.getLogger(ScanProgress.class);
    private static final int STEPS = 10;

    private final TableName table;

    /** Numbers of ranges by the reader that has them. */
    private final Map<Integer, Set<Integer>> held = new ConcurrentHashMap<>();

    private volatile int ranges;
    private volatile int unassigned;
    private volatile long rows;
    private int stepsLogged;

    ScanProgress(TableName table) {
        this.table = table;
    }

    void planned(int newRanges) {
        ranges = newRanges;
    }

    void unassigned(int newUnassigned) {
        unassigned = newUnassigned;
    }

    int unassigned() {
        return unassigned;
    }

    void assigned(int reader, int number) {
        of(reader).add(number);
    }

    void lost(int reader) {
        held.remove(reader);
    }

    void report(int reader, RangeReport report) {
        if (report instanceof RangeReport.Held start) {
            of(reader).clear();
            of(reader).addAll(start.numbers());
        } else if (report instanceof RangeReport.Done done) {
            of(reader).remove(done.number());
            rows += done.rows();
            log();
        }
    }

    private Set<Integer> of(int reader) {
        return held.computeIfAbsent(reader, any -> ConcurrentHashMap.newKeySet());
    }

    int ranges() {
        return ranges;
    }

    /** Ranges that are neither with a reader nor waiting for one. */
    int done() {
        Set<Integer> withReaders = new HashSet<>();
        held.values().forEach(withReaders::addAll);
        return Math.max(0, ranges - unassigned - withReaders.size());
    }

    /** From 0 to 1. */
    double fraction() {
        return ranges == 0 ? 0 : (double) done() / ranges;
    }

    /** Rows of ranges that are done, since the enumerator started. */
    long rows() {
        return rows;
    }

    private void log() {
        int done = done();
        int steps = done * STEPS / Math.max(1, ranges);
        if (steps > stepsLogged) {
            stepsLogged = steps;
            LOG.info("{}: {} of {} ranges read, with {} rows", table, done, ranges, rows);
        }
    }
}
