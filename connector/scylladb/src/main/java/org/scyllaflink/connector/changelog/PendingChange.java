/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.Comparator;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeId;

/**
 * A change that waits for the watermark.
 *
 * @param dueMillis event time of what comes of it: the change's own, or for a late one that of its
 *     arrival
 */
record PendingChange(long dueMillis, Change change) {

    /**
     * Any order that is the same in every run will do where event time and write time are equal.
     */
    static final Comparator<PendingChange> IN_TIME =
            Comparator.comparingLong(PendingChange::dueMillis)
                    .thenComparingLong(PendingChange::micros)
                    .thenComparing(PendingChange::id);

    private static final long MICROS_PER_MILLI = 1_000;

    /**
     * @param watermark at the change's arrival
     */
    static PendingChange of(Change change, long watermark) {
        long millis = Math.floorDiv(change.origin().micros(), MICROS_PER_MILLI);
        return new PendingChange(millis > watermark ? millis : watermark + 1, change);
    }

    /** The same in another schema. */
    PendingChange withChange(Change mapped) {
        return mapped == change ? this : new PendingChange(dueMillis, mapped);
    }

    long micros() {
        return change.origin().micros();
    }

    private ChangeId id() {
        return change.origin().id();
    }

    boolean isLate() {
        return dueMillis > Math.floorDiv(micros(), MICROS_PER_MILLI);
    }

    /** Whether both changes become visible in one step. */
    boolean isOneStepWith(PendingChange other) {
        return dueMillis == other.dueMillis && micros() == other.micros();
    }
}
