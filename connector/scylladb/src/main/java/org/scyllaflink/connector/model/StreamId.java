/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The 16 bytes of a {@code cdc$stream_id}, most significant first: the token, then 38 random bits,
 * 22 bits of vnode index and 4 bits of version (ScyllaDB, {@code docs/dev/cdc.md}).
 *
 * <p>Ordered as unsigned bytes, as a blob is.
 */
@PublicEvolving
public record StreamId(long token, long low) implements Comparable<StreamId>, Serializable {

    private static final long serialVersionUID = 1L;
    private static final int BYTES = 16;
    private static final int VNODE_SHIFT = 4;
    private static final int VNODE_MASK = (1 << 22) - 1;

    /**
     * @param bytes read from its position, which does not move
     * @throws IllegalArgumentException if there are not 16 bytes left
     */
    public static StreamId of(ByteBuffer bytes) {
        if (bytes.remaining() != BYTES) {
            throw new IllegalArgumentException(
                    "cdc$stream_id: " + bytes.remaining() + " bytes (expected: 16)");
        }
        int start = bytes.position();
        return new StreamId(bytes.getLong(start), bytes.getLong(start + Long.BYTES));
    }

    /** A new buffer of 16 bytes, ready to be read. */
    public ByteBuffer toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(token).putLong(low).flip();
    }

    /** Place of the stream's vnode in token order; 0 for every stream of a tablet. */
    public int vnodeIndex() {
        return (int) (low >>> VNODE_SHIFT) & VNODE_MASK;
    }

    @Override
    public int compareTo(StreamId other) {
        int byToken = Long.compareUnsigned(token, other.token);
        return byToken != 0 ? byToken : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return String.format("0x%016x%016x", token, low);
    }
}
