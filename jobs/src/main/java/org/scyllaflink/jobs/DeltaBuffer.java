/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Adds up flows by window and segment until they are drained. */
final class DeltaBuffer {

    private final Map<Long, Map<String, Tally>> windows = new HashMap<>();
    private long lastWindow;
    private Map<String, Tally> segmentsOfLastWindow;
    private int size;

    /** How many deltas {@link #drainTo} would emit. */
    int size() {
        return size;
    }

    void add(String segment, long windowStart, Flow flow) {
        tally(segment, windowStart).add(flow);
    }

    /** Hands over and forgets all; what adds up to nothing, too: its counts are to be confirmed. */
    void drainTo(Consumer<SegmentDelta> output) {
        windows.forEach(
                (windowStart, segments) ->
                        segments.forEach(
                                (segment, tally) ->
                                        output.accept(tally.delta(segment, windowStart))));
        windows.clear();
        segmentsOfLastWindow = null;
        size = 0;
    }

    private Tally tally(String segment, long windowStart) {
        if (segmentsOfLastWindow == null || windowStart != lastWindow) {
            lastWindow = windowStart;
            segmentsOfLastWindow = windows.computeIfAbsent(windowStart, start -> new HashMap<>());
        }
        Tally tally = segmentsOfLastWindow.get(segment);
        if (tally == null) {
            tally = new Tally();
            segmentsOfLastWindow.put(segment, tally);
            size++;
        }
        return tally;
    }

    /** Mutable, so that a hot segment allocates nothing per row. */
    private static final class Tally {
        private long joined;
        private long left;
        private long expired;
        private long late;

        void add(Flow flow) {
            switch (flow) {
                case JOINED -> joined++;
                case LEFT -> left++;
                case EXPIRED -> expired++;
                case LATE_IN -> late++;
                case LATE_OUT -> late--;
            }
        }

        SegmentDelta delta(String segment, long windowStart) {
            return new SegmentDelta(segment, windowStart, joined, left, expired, late);
        }
    }
}
