/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;

/**
 * One row while it is worked on: slot 0 holds its marker, slot i + 1 the regular column i. The
 * static columns of a partition are one, too, with a marker that is never there. An empty slot
 * knows of no write and no delete.
 */
final class Row {

    static final int MARKER = 0;

    /** A time before every write. */
    static final long NEVER = Long.MIN_VALUE;

    /** A time after every other. */
    static final long AT_NO_TIME = Long.MAX_VALUE;

    private static final long MICROS_PER_MILLI = 1_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final @Nullable Slot[] slots;
    private long tombstoneMicros;
    private long version;

    /**
     * @param tombstoneMicros time of the latest delete that covers the row, else {@link #NEVER}
     * @param version last version that went out, else {@link #NEVER}
     */
    Row(@Nullable Slot[] slots, long tombstoneMicros, long version) {
        this.slots = slots;
        this.tombstoneMicros = tombstoneMicros;
        this.version = version;
    }

    int size() {
        return slots.length;
    }

    @Nullable Slot slot(int index) {
        return slots[index];
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

    /** Merges what was written to the marker or to an atomic column. */
    void merge(int slot, Cell cell) {
        if (cell.micros() > tombstoneMicros
                && (slots[slot] == null || cell.beats((Cell) slots[slot]))) {
            slots[slot] = cell;
        }
    }

    /**
     * Merges what was written to elements of a column.
     *
     * @param clearMicros as in {@link Elements#merge}
     */
    void merge(int slot, SlotShape shape, long clearMicros, List<Elements.Element> changes) {
        Elements known = slots[slot] == null ? Elements.none(shape) : (Elements) slots[slot];
        slots[slot] = known.merge(clearMicros, changes, tombstoneMicros);
    }

    /** A delete covers what was written up to its own time, that time included. */
    void delete(long micros) {
        if (micros <= tombstoneMicros) {
            return;
        }
        tombstoneMicros = micros;
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != null) {
                slots[i] = slots[i].deletedAt(micros);
            }
        }
    }

    boolean isLive() {
        for (Slot slot : slots) {
            if (slot != null && slot.isLive()) {
                return true;
            }
        }
        return false;
    }

    /** Whether all that may keep the row alive is a marker of which nothing is known. */
    boolean livesByUnknownMarker() {
        if (!(slots[MARKER] instanceof Cell marker) || marker.state() != Cell.State.UNKNOWN) {
            return false;
        }
        for (int i = MARKER + 1; i < slots.length; i++) {
            if (slots[i] != null && slots[i].isLive()) {
                return false;
            }
        }
        return true;
    }

    /** To be called when it has been found out that there is none. */
    void dropMarker() {
        slots[MARKER] = null;
    }

    /**
     * What the row shows in some of its slots, null where one has no live value.
     *
     * @return null as a whole if no row is live
     */
    @Nullable CqlValue @Nullable [] values(int[] shownSlots) {
        return isLive() ? valuesOf(shownSlots) : null;
    }

    /** As {@link #values}, whether the row is live or not. */
    @Nullable CqlValue[] valuesOf(int[] shownSlots) {
        CqlValue[] values = new CqlValue[shownSlots.length];
        for (int i = 0; i < values.length; i++) {
            Slot slot = slots[shownSlots[i]];
            values[i] = slot != null && slot.isLive() ? slot.value() : null;
        }
        return values;
    }

    /** The earliest second at which something in the row dies, {@link #AT_NO_TIME} if never. */
    long nextExpirySecond() {
        long next = AT_NO_TIME;
        for (Slot slot : slots) {
            if (slot != null) {
                next = Math.min(next, slot.nextExpirySecond());
            }
        }
        return next;
    }

    void expire(long second) {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != null) {
                slots[i] = slots[i].expireUntil(second);
            }
        }
    }

    /** Forgets deletes and expired cells of times before the given one. */
    void forgetDead(long beforeMicros) {
        if (tombstoneMicros < beforeMicros) {
            tombstoneMicros = NEVER;
        }
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] != null) {
                slots[i] = slots[i].forgetDead(beforeMicros);
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
        for (Slot slot : slots) {
            if (slot != null) {
                newest = Math.max(newest, slot.newestMicros());
            }
        }
        return newest;
    }

    private static long after(long micros, long millis) {
        return micros == NEVER ? NEVER : Math.floorDiv(micros, MICROS_PER_MILLI) + 1 + millis;
    }
}
