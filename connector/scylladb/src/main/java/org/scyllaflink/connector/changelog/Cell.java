/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;

/**
 * What is known of one atomic column of one row, of an element of a collection, of a field of a
 * user-defined type, or of the row's marker.
 *
 * @param micros time of the write or delete
 * @param value null unless the cell is live
 * @param ttlSeconds 0 if the cell was written without a TTL, or deleted, or if a read told of it
 * @param expirySecond first second at which the cell is dead; 0 if it does not expire
 * @param isRead whether a read of the table told of it, and not the log
 */
record Cell(
        State state,
        long micros,
        @Nullable CqlValue value,
        int ttlSeconds,
        long expirySecond,
        boolean isRead)
        implements Slot {

    /** The value of what has none: a marker, an element of a set, a cell that nobody asks for. */
    static final CqlValue NO_VALUE = CqlValue.wrap(new byte[0]);

    private static final long MICROS_PER_SECOND = 1_000_000;

    /** What has become of a write. */
    enum State {
        LIVE,

        /** Goes on beating older writes, as a deleted one does. */
        EXPIRED,

        DELETED,

        /** Only of markers: the row may have one, and counts as live until someone looks. */
        UNKNOWN
    }

    static Cell written(long micros, CqlValue value, int ttlSeconds) {
        long expirySecond =
                ttlSeconds == 0 ? 0 : Math.floorDiv(micros, MICROS_PER_SECOND) + ttlSeconds;
        return new Cell(State.LIVE, micros, value, ttlSeconds, expirySecond, false);
    }

    static Cell deleted(long micros) {
        return new Cell(State.DELETED, micros, null, 0, 0, false);
    }

    /**
     * @param expirySecond 0 if it does not expire
     */
    static Cell read(long micros, CqlValue value, long expirySecond) {
        return new Cell(State.LIVE, micros, value, 0, expirySecond, true);
    }

    /** A marker that a read may have passed over. */
    static Cell unknown(long micros) {
        return new Cell(State.UNKNOWN, micros, NO_VALUE, 0, 0, true);
    }

    @Override
    public boolean isLive() {
        return state == State.LIVE || state == State.UNKNOWN;
    }

    boolean isExpiring() {
        return ttlSeconds > 0 || expirySecond > 0;
    }

    Cell expired() {
        return new Cell(State.EXPIRED, micros, null, ttlSeconds, expirySecond, isRead);
    }

    @Override
    public long newestMicros() {
        return micros;
    }

    @Override
    public long nextExpirySecond() {
        return isLive() && isExpiring() ? expirySecond : Row.AT_NO_TIME;
    }

    @Override
    public Cell expireUntil(long second) {
        return nextExpirySecond() <= second ? expired() : this;
    }

    @Override
    public @Nullable Cell deletedAt(long deleteMicros) {
        return micros <= deleteMicros ? null : this;
    }

    @Override
    public @Nullable Cell forgetDead(long beforeMicros) {
        return !isLive() && micros < beforeMicros ? null : this;
    }

    /**
     * Whether this cell wins over the other, by ScyllaDB's rules ({@code
     * compare_atomic_cell_for_merge}). They do not ask what time it is: a cell that has expired
     * counts as one that was written. Of one write that both the log and a read tell of the log
     * tells more.
     */
    boolean beats(Cell other) {
        if (micros != other.micros) {
            return micros > other.micros;
        }
        if (isRead != other.isRead) {
            return !isRead;
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
