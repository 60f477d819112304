/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;

/**
 * One row while it is worked on: slot 0 holds its marker, slot i + 1 the regular column i. An empty
 * slot knows of no write and no delete.
 */
final class Row {

    static final int MARKER = 0;

    /** A time before every write. */
    static final long NEVER = Long.MIN_VALUE;

    /** A time after every other. */
    static final long AT_NO_TIME = Long.MAX_VALUE;

    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final @Nullable Cell[] cells;
    private long tombstoneMicros;
    private long version;

    /**
     * @param tombstoneMicros time of the latest delete that covers the row, else {@link #NEVER}
     * @param version last version that went out, else {@link #NEVER}
     */
    Row(@Nullable Cell[] cells, long tombstoneMicros, long version) {
        this.cells = cells;
        this.tombstoneMicros = tombstoneMicros;
        this.version = version;
    }

    int size() {
        return cells.length;
    }

    @Nullable Cell cell(int slot) {
        return cells[slot];
    }

    long tombstoneMicros() {
        return tombstoneMicros;
    }

    long version() {
        return version;
    }

    /** Raises the version to the given one, or by one if that is not higher than the last. */
    long nextVersion(long micros) {
        version = Math.max(version + 1, micros);
        return version;
    }

    void merge(int slot, Cell cell) {
        if (cell.micros() > tombstoneMicros && (cells[slot] == null || cell.beats(cells[slot]))) {
            cells[slot] = cell;
        }
    }

    /** A delete covers what was written up to its own time, that time included. */
    void delete(long micros) {
        if (micros <= tombstoneMicros) {
            return;
        }
        tombstoneMicros = micros;
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != null && cells[i].micros() <= micros) {
                cells[i] = null;
            }
        }
    }

    boolean isLive() {
        for (Cell cell : cells) {
            if (cell != null && cell.isLive()) {
                return true;
            }
        }
        return false;
    }

    /** The regular columns, null where one has no live value; null as a whole if no row is live. */
    @Nullable CqlValue @Nullable [] values() {
        if (!isLive()) {
            return null;
        }
        CqlValue[] values = new CqlValue[cells.length - 1];
        for (int i = 0; i < values.length; i++) {
            Cell cell = cells[i + 1];
            values[i] = cell != null && cell.isLive() ? cell.value() : null;
        }
        return values;
    }

    /** The earliest second at which a live cell dies, {@link #AT_NO_TIME} if none does. */
    long nextExpirySecond() {
        long next = AT_NO_TIME;
        for (Cell cell : cells) {
            if (cell != null && cell.isLive() && cell.isExpiring()) {
                next = Math.min(next, cell.expirySecond());
            }
        }
        return next;
    }

    void expire(long second) {
        for (int i = 0; i < cells.length; i++) {
            Cell cell = cells[i];
            if (cell != null
                    && cell.isLive()
                    && cell.isExpiring()
                    && cell.expirySecond() <= second) {
                cells[i] = cell.expired();
            }
        }
    }

    /** Forgets deletes and expired cells of times before the given one. */
    void forgetDead(long beforeMicros) {
        if (tombstoneMicros < beforeMicros) {
            tombstoneMicros = NEVER;
        }
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != null && !cells[i].isLive() && cells[i].micros() < beforeMicros) {
                cells[i] = null;
            }
        }
    }

    /**
     * When the row must be looked at again: when its next cell expires, or, if it is dead, when it
     * may be forgotten. That is when no late change is expected any more that a delete of it would
     * have to beat, and every later change has a higher version by its time alone.
     */
    long wakeMillis(long retentionMillis) {
        if (isLive()) {
            long second = nextExpirySecond();
            return second == AT_NO_TIME ? AT_NO_TIME : second * MILLIS_PER_SECOND;
        }
        return Math.max(
                after(newestMicros(), retentionMillis),
                version == NEVER ? NEVER : after(version, 0));
    }

    /** The latest time of all that the row knows, {@link #NEVER} if it knows nothing. */
    long newestMicros() {
        long newest = tombstoneMicros;
        for (Cell cell : cells) {
            if (cell != null) {
                newest = Math.max(newest, cell.micros());
            }
        }
        return newest;
    }

    private static long after(long micros, long millis) {
        return micros == NEVER ? NEVER : Math.floorDiv(micros, MICROS_PER_MILLI) + 1 + millis;
    }
}
