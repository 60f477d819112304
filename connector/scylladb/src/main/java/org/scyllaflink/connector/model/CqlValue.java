/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.flink.annotation.PublicEvolving;

/**
 * One value in the encoding of the CQL binary protocol (native protocol v4, section 6), never null.
 *
 * <p>Values stay in this form from the log's page to the row that leaves the connector: nothing is
 * decoded that nobody asks for, and ScyllaDB's tie rule (the greater value as unsigned bytes) is a
 * comparison of the bytes at hand.
 */
@PublicEvolving
public final class CqlValue {

    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;
    private static final int BYTE_MASK = 0xff;

    private final byte[] bytes;

    private CqlValue(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array as it is; it must not change afterwards. */
    public static CqlValue wrap(byte[] bytes) {
        return new CqlValue(bytes);
    }

    /** Takes over the buffer's array if the value fills it, else copies what remains. */
    public static CqlValue of(ByteBuffer buffer) {
        if (buffer.hasArray()
                && buffer.arrayOffset() == 0
                && buffer.position() == 0
                && buffer.remaining() == buffer.array().length) {
            return new CqlValue(buffer.array());
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(buffer.position(), copy);
        return new CqlValue(copy);
    }

    /** The value itself, not a copy; it must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return bytes.length;
    }

    /** Order of the bytes as unsigned numbers; a prefix is less than what it begins. */
    public int compareBytes(CqlValue other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CqlValue that && Arrays.equals(bytes, that.bytes);
    }

    /**
     * FNV-1a of the bytes, the same in every JVM. (That of arrays gives numbers that differ in
     * their last bytes only a few thousand hash codes, and maps of them become lists.)
     */
    @Override
    public int hashCode() {
        int hash = FNV_OFFSET;
        for (byte next : bytes) {
            hash = (hash ^ next & BYTE_MASK) * FNV_PRIME;
        }
        return hash;
    }

    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
