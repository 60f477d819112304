/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.nio.ByteBuffer;

/** Durations as CQL writes them, for example {@code 1y2mo3d4h5m6s7ms8us9ns}. */
final class CqlDuration {

    private static final String[] TIME_UNITS = {"h", "m", "s", "ms", "us", "ns"};
    private static final long[] NANOS = {
        3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L, 1L
    };
    private static final int MONTHS_PER_YEAR = 12;

    private CqlDuration() {}

    /**
     * Reads months, days and nanoseconds, each a variable-length number with its sign folded in.
     */
    static String decode(ByteBuffer bytes) {
        long months = signed(VariableInt.read(bytes));
        long days = signed(VariableInt.read(bytes));
        long nanos = signed(VariableInt.read(bytes));
        StringBuilder text = new StringBuilder();
        if (months < 0 || days < 0 || nanos < 0) {
            text.append('-');
        }
        append(Math.abs(months) / MONTHS_PER_YEAR, "y", text);
        append(Math.abs(months) % MONTHS_PER_YEAR, "mo", text);
        append(Math.abs(days), "d", text);
        // As an unsigned number the magnitude of the least long is right, too.
        long rest = nanos < 0 ? -nanos : nanos;
        for (int i = 0; i < NANOS.length; i++) {
            append(Long.divideUnsigned(rest, NANOS[i]), TIME_UNITS[i], text);
            rest = Long.remainderUnsigned(rest, NANOS[i]);
        }
        return text.isEmpty() ? "0ns" : text.toString();
    }

    private static void append(long count, String unit, StringBuilder text) {
        if (count != 0) {
            text.append(count).append(unit);
        }
    }

    private static long signed(long folded) {
        return folded >>> 1 ^ -(folded & 1);
    }
}
