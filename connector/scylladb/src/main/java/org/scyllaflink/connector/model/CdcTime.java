/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.io.Serializable;
import java.util.UUID;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A {@code cdc$time}: the write's timestamp in microseconds and a random half that tells apart two
 * writes of the same microsecond.
 *
 * <p>Ordered as ScyllaDB orders timeuuids: by timestamp, then by the low half as signed bytes
 * (ScyllaDB, {@code utils/UUID.hh}).
 */
@PublicEvolving
public record CdcTime(long mostSignificant, long leastSignificant)
        implements Comparable<CdcTime>, Serializable {

    private static final long serialVersionUID = 1L;

    /** 100-ns intervals between the start of the Gregorian calendar and that of 1970. */
    private static final long EPOCH_OFFSET = 0x01b21dd213814000L;

    private static final long VERSION_1 = 0x1000L;
    private static final long SIGN_BITS = 0x8080808080808080L;

    public static CdcTime of(UUID uuid) {
        return new CdcTime(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    /** The lowest value of this microsecond in ScyllaDB's order: a bound for queries. */
    public static CdcTime lowest(long micros) {
        return new CdcTime(mostSignificant(micros * 10 + EPOCH_OFFSET), SIGN_BITS);
    }

    private static long mostSignificant(long ticks) {
        return (ticks << 32)
                | ((ticks >>> 16) & 0xffff0000L)
                | VERSION_1
                | ((ticks >>> 48) & 0x0fffL);
    }

    /** The write's timestamp in microseconds since 1970. */
    public long micros() {
        return (ticks() - EPOCH_OFFSET) / 10;
    }

    /** The one that follows in ScyllaDB's order: a bound for queries that go on after this one. */
    public CdcTime next() {
        long following = (leastSignificant ^ SIGN_BITS) + 1;
        return following == 0
                ? new CdcTime(mostSignificant(ticks() + 1), SIGN_BITS)
                : new CdcTime(mostSignificant, following ^ SIGN_BITS);
    }

    public UUID toUuid() {
        return new UUID(mostSignificant, leastSignificant);
    }

    @Override
    public int compareTo(CdcTime other) {
        int byTime = Long.compare(ticks(), other.ticks());
        return byTime != 0
                ? byTime
                : Long.compareUnsigned(
                        leastSignificant ^ SIGN_BITS, other.leastSignificant ^ SIGN_BITS);
    }

    private long ticks() {
        return (mostSignificant & 0x0fffL) << 48
                | (mostSignificant & 0xffff0000L) << 16
                | mostSignificant >>> 32;
    }

    @Override
    public String toString() {
        return toUuid().toString();
    }
}
