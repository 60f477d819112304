/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.scyllaflink.connector.model.Key;

/**
 * What all changes of one step have in common: what was written to a partition at one microsecond
 * becomes visible at once.
 *
 * @param eventMillis timestamp of the rows that are sent
 * @param micros write time of the changes
 * @param isLate whether the watermark had passed that time when they came
 */
record Step(Key partitionKey, long eventMillis, long micros, boolean isLate) {

    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    static Step of(Key partitionKey, PendingChange first) {
        return new Step(partitionKey, first.dueMillis(), first.micros(), first.isLate());
    }

    /** The time at which the changes take effect, in microseconds. */
    long effectiveMicros() {
        return isLate ? eventMillis * MICROS_PER_MILLI : micros;
    }

    /** Cells whose life ended in this second or before are dead when the changes take effect. */
    long effectiveSecond() {
        return Math.floorDiv(effectiveMicros(), MICROS_PER_SECOND);
    }

    RowOutput.Event event(Cause cause) {
        return new RowOutput.Event(eventMillis, micros, isLate ? Cause.LATE : cause);
    }
}
