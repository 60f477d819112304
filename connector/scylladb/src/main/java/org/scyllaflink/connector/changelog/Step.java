/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

/**
 * What all changes of one step have in common: what was written to a partition at one microsecond
 * becomes visible at once.
 *
 * @param eventMillis timestamp of the rows that are sent
 * @param micros write time of the changes
 * @param kind whether the changes are what they seem
 */
record Step(long eventMillis, long micros, Kind kind) {

    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** How the changes of a step came. */
    enum Kind {
        IN_TIME,

        /** The watermark had passed their time. */
        LATE,

        /** A read of the table found them. */
        READ
    }

    static Step of(PendingChange first) {
        return new Step(
                first.dueMillis(), first.micros(), first.isLate() ? Kind.LATE : Kind.IN_TIME);
    }

    static Step ofRead(long eventMillis) {
        return new Step(eventMillis, eventMillis * MICROS_PER_MILLI, Kind.READ);
    }

    /** The time at which the changes take effect, in microseconds. */
    long effectiveMicros() {
        return kind == Kind.IN_TIME ? micros : eventMillis * MICROS_PER_MILLI;
    }

    /** Cells whose life ended in this second or before are dead when the changes take effect. */
    long effectiveSecond() {
        return Math.floorDiv(effectiveMicros(), MICROS_PER_SECOND);
    }

    /**
     * @param inTime cause of changes that came in time
     */
    RowOutput.Event event(Cause inTime) {
        Cause cause =
                switch (kind) {
                    case IN_TIME -> inTime;
                    case LATE -> Cause.LATE;
                    case READ -> Cause.READ;
                };
        return new RowOutput.Event(eventMillis, micros, cause);
    }
}
