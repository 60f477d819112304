/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.nio.ByteBuffer;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one structured value, read one after the other: elements of a collection or vector,
 * fields of a tuple or user-defined type (native protocol v4, section 6).
 */
@Internal
public final class ValueParts {

    private final ByteBuffer rest;

    private ValueParts(ByteBuffer rest) {
        this.rest = rest;
    }

    public static ValueParts of(CqlValue value) {
        return new ValueParts(ByteBuffer.wrap(value.bytes()));
    }

    /**
     * How many elements a collection has, of a map how many entries. To be read first.
     *
     * @throws IllegalArgumentException if the value is too short to say so, or for what it says
     */
    public int count() {
        int count = rest.remaining() < Integer.BYTES ? -1 : rest.getInt();
        // The least that an element takes is its length: no array is made for more than can be.
        if (count < 0 || count > rest.remaining() / Integer.BYTES) {
            throw new IllegalArgumentException(
                    "a collection of " + rest.limit() + " bytes with a count of " + count);
        }
        return count;
    }

    /** Whether there are more: a value written before a field was added has fewer of them. */
    public boolean hasNext() {
        return rest.hasRemaining();
    }

    /**
     * The next element, key, value or field; null if it is null.
     *
     * @throws IllegalArgumentException if the value ends inside
     */
    public @Nullable CqlValue next() {
        if (rest.remaining() < Integer.BYTES) {
            throw tooShort(Integer.BYTES);
        }
        int length = rest.getInt();
        return length < 0 ? null : take(length);
    }

    /**
     * The next element of a vector.
     *
     * @param fixedBytes as {@link #bytesInVector} tells for the elements' type
     * @throws IllegalArgumentException if the value ends inside
     */
    public CqlValue nextInVector(int fixedBytes) {
        if (fixedBytes > 0) {
            return take(fixedBytes);
        }
        if (!rest.hasRemaining()) {
            throw tooShort(1);
        }
        long length = VariableInt.read(rest);
        if (length < 0 || length > rest.remaining()) {
            throw tooShort(length);
        }
        return take((int) length);
    }

    /**
     * To be called after the last part.
     *
     * @throws IllegalArgumentException if there are bytes left
     */
    public void end() {
        if (rest.hasRemaining()) {
            throw new IllegalArgumentException(rest.remaining() + " bytes too many");
        }
    }

    /** Elements of these types stand in a vector without their length; 0 for all others. */
    public static int bytesInVector(CqlType type) {
        if (type instanceof CqlType.VectorOf vector) {
            return vector.dimensions() * bytesInVector(vector.element());
        }
        if (!(type instanceof CqlType.Native simple)) {
            return 0;
        }
        return switch (simple) {
            case BOOLEAN -> 1;
            case FLOAT, INT -> 4;
            case BIGINT, DOUBLE, TIMESTAMP -> 8;
            case TIMEUUID, UUID -> 16;
            case ASCII, BLOB, COUNTER, DATE, DECIMAL, DURATION, INET -> 0;
            case SMALLINT, TEXT, TIME, TINYINT, VARINT -> 0;
        };
    }

    private CqlValue take(int length) {
        if (length > rest.remaining()) {
            throw tooShort(length);
        }
        byte[] part = new byte[length];
        rest.get(part);
        return CqlValue.wrap(part);
    }

    private IllegalArgumentException tooShort(long wanted) {
        return new IllegalArgumentException(
                rest.remaining() + " bytes left (expected: at least " + wanted + ")");
    }
}
