/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.math.BigInteger;

/**
 * How ScyllaDB maps tokens to shards: the ring is cut into 2^12 equal parts, and each part into as
 * many ranges as there are shards.
 *
 * @param shards of a node
 * @see <a href="https://docs.scylladb.com/manual/stable/features/cdc/cdc-streams.html">ScyllaDB:
 *     CDC streams</a>
 */
record Sharding(int shards) {
    /** ScyllaDB's default of {@code murmur3_partitioner_ignore_msb_bits}. */
    private static final int IGNORED_BITS = 12;

    Sharding {
        if (shards < 1) {
            throw new IllegalArgumentException("shards: " + shards + " (expected: > 0)");
        }
    }

    int shardOf(long token) {
        long unbiased = token + Long.MIN_VALUE;
        return (int) unsignedMultiplyHigh(unbiased << IGNORED_BITS, shards);
    }

    /** Returns the first token of a shard after a given one, which may be past the ring's end. */
    long firstTokenAfter(long token, int shard) {
        BigInteger part = BigInteger.ONE.shiftLeft(64 - IGNORED_BITS);
        BigInteger from = unsigned(token + Long.MIN_VALUE).add(BigInteger.ONE);
        BigInteger inPart =
                ceilDivide(
                        BigInteger.valueOf(shard).shiftLeft(64 - IGNORED_BITS),
                        BigInteger.valueOf(shards));
        if (shardOf(token + 1) == shard) {
            return token + 1;
        }
        BigInteger first = from.divide(part).multiply(part).add(inPart);
        BigInteger next = first.compareTo(from) < 0 ? first.add(part) : first;
        return next.longValue() + Long.MIN_VALUE;
    }

    private static long unsignedMultiplyHigh(long unsigned, int factor) {
        long high = Math.multiplyHigh(unsigned, factor);
        return unsigned < 0 ? high + factor : high;
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    private static BigInteger ceilDivide(BigInteger value, BigInteger divisor) {
        return value.add(divisor).subtract(BigInteger.ONE).divide(divisor);
    }
}
