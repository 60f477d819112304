/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;

/**
 * What is known of one atomic column of one row, or of the row's marker.
 *
 * @param micros time of the write or delete
 * @param value null unless the cell is live
 * @param ttlSeconds 0 if the cell was written without a TTL, or deleted
 * @param expirySecond first second at which the cell is dead; 0 without a TTL
 */
record Cell(State state, long micros, @Nullable CqlValue value, int ttlSeconds, long expirySecond) {

    /** The value of a marker, which has none. */
    static final CqlValue NO_VALUE = CqlValue.wrap(new byte[0]);

    private static final long MICROS_PER_SECOND = 1_000_000;

    /** An expired cell goes on beating older writes, as a deleted one does. */
    enum State {
        LIVE,
        EXPIRED,
        DELETED
    }

    static Cell written(long micros, CqlValue value, int ttlSeconds) {
        long expirySecond =
                ttlSeconds == 0 ? 0 : Math.floorDiv(micros, MICROS_PER_SECOND) + ttlSeconds;
        return new Cell(State.LIVE, micros, value, ttlSeconds, expirySecond);
    }

    static Cell deleted(long micros) {
        return new Cell(State.DELETED, micros, null, 0, 0);
    }

    boolean isLive() {
        return state == State.LIVE;
    }

    boolean isExpiring() {
        return ttlSeconds > 0;
    }

    Cell expired() {
        return new Cell(State.EXPIRED, micros, null, ttlSeconds, expirySecond);
    }

    /**
     * Whether this cell wins over the other, by ScyllaDB's rules ({@code
     * compare_atomic_cell_for_merge}). They do not ask what time it is: a cell that has expired
     * counts as one that was written.
     */
    boolean beats(Cell other) {
        if (micros != other.micros) {
            return micros > other.micros;
        }
        boolean isDeleted = state == State.DELETED;
        if (isDeleted != (other.state == State.DELETED)) {
            return isDeleted;
        }
        if (isExpiring() != other.isExpiring()) {
            return isExpiring();
        }
        if (expirySecond != other.expirySecond) {
            return expirySecond > other.expirySecond;
        }
        if (ttlSeconds != other.ttlSeconds) {
            return ttlSeconds < other.ttlSeconds;
        }
        return isLive() && other.isLive() && value.compareBytes(other.value) > 0;
    }
}
