/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.Arrays;
import java.util.Comparator;

/** What one write did to one cell, or to a row marker, whose value is of no matter. */
sealed interface Cell {
    long MICROS_A_SECOND = 1_000_000;

    long micros();

    /** Tells whether the cell has its value at a time. */
    boolean livesAt(long micros);

    /** The value; null for a dead cell. */
    Object value();

    /** A value without a time to live. */
    record Lasting(long micros, Object value) implements Cell {
        @Override
        public boolean livesAt(long now) {
            return true;
        }
    }

    /** A value that is dead from the start of a second on. */
    record Expiring(long micros, Object value, long expirySecond) implements Cell {
        @Override
        public boolean livesAt(long now) {
            return Math.floorDiv(now, MICROS_A_SECOND) < expirySecond;
        }
    }

    /** A tombstone. */
    record Dead(long micros) implements Cell {
        @Override
        public boolean livesAt(long now) {
            return false;
        }

        @Override
        public Object value() {
            return null;
        }
    }

    /** A cell that lives, for a time if it has one. */
    static Cell written(long micros, Object value, int ttlSeconds) {
        return ttlSeconds == 0
                ? new Lasting(micros, value)
                : new Expiring(micros, value, Math.floorDiv(micros, MICROS_A_SECOND) + ttlSeconds);
    }

    /** The order in which cells win: the greatest of all writes is what the cell is. */
    static Comparator<Cell> order(ModelType type) {
        Comparator<Object> values =
                (left, right) -> Arrays.compareUnsigned(type.encode(left), type.encode(right));
        return Comparator.comparingLong(Cell::micros)
                .thenComparingInt(Cell::rank)
                .thenComparingLong(Cell::expiry)
                .thenComparing(Cell::value, Comparator.nullsFirst(values));
    }

    private static int rank(Cell cell) {
        if (cell instanceof Dead) {
            return 2;
        }
        return cell instanceof Expiring ? 1 : 0;
    }

    private static long expiry(Cell cell) {
        return cell instanceof Expiring expiring ? expiring.expirySecond() : 0;
    }
}
