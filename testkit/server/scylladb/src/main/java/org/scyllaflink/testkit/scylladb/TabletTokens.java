/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.stream.IntStream;

/** Where tablets end: each spans the tokens from the end of the one before up to its own. */
final class TabletTokens {
    private static final int MAX_TABLETS = 1 << 14;

    private TabletTokens() {}

    /** Returns the last tokens of tablets of equal size, as many as a power of two. */
    static long[] evenly(int tablets) {
        if (tablets < 1 || tablets > MAX_TABLETS || Integer.bitCount(tablets) != 1) {
            throw new IllegalArgumentException(
                    "tablets: "
                            + tablets
                            + " (expected: a power of two up to "
                            + MAX_TABLETS
                            + ")");
        }
        long size = Long.divideUnsigned(-1L, tablets) + 1;
        return IntStream.rangeClosed(1, tablets)
                .mapToLong(end -> Long.MIN_VALUE + size * end - 1)
                .toArray();
    }

    /** Returns where the halves of one of the tablets end. */
    static long[] halves(long[] ends, int tablet) {
        long first = tablet == 0 ? Long.MIN_VALUE : ends[tablet - 1] + 1;
        long last = ends[tablet];
        if (first == last) {
            throw new IllegalArgumentException(
                    "tablet: " + tablet + " (expected: one of more than a single token)");
        }
        return new long[] {first + ((last - first) >>> 1), last};
    }
}
