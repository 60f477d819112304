/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A value of type {@code duration}. Its parts do not convert into one another: a month has no fixed
 * number of days, nor a day of nanoseconds. None of them is negative, or none positive.
 */
@PublicEvolving
public record CqlDuration(int months, int days, long nanoseconds) implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String[] TIME_UNITS = {"h", "m", "s", "ms", "us", "ns"};
    private static final long[] NANOS = {
        3_600_000_000_000L, 60_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L, 1L
    };
    private static final int MONTHS_PER_YEAR = 12;

    /**
     * Reads months, days and nanoseconds, each a variable-length number with its sign folded in.
     */
    static CqlDuration read(ByteBuffer bytes) {
        return new CqlDuration(
                Math.toIntExact(signed(VariableInt.read(bytes))),
                Math.toIntExact(signed(VariableInt.read(bytes))),
                signed(VariableInt.read(bytes)));
    }

    private static long signed(long folded) {
        return folded >>> 1 ^ -(folded & 1);
    }

    /** As CQL writes it, for example {@code 1y2mo3d4h5m6s7ms8us9ns}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (months < 0 || days < 0 || nanoseconds < 0) {
            text.append('-');
        }
        long allMonths = Math.abs((long) months);
        append(allMonths / MONTHS_PER_YEAR, "y", text);
        append(allMonths % MONTHS_PER_YEAR, "mo", text);
        append(Math.abs((long) days), "d", text);
        // As an unsigned number the magnitude of the least long is right, too.
        long rest = nanoseconds < 0 ? -nanoseconds : nanoseconds;
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
}
