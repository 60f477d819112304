/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** The CQL types the model knows, with the Java type of their values, which is the driver's. */
public enum ModelType {
    /** 32 bits; {@link Integer}. */
    INT(Integer.class),
    /** 64 bits; {@link Long}. */
    BIGINT(Long.class),
    /** 64-bit floating point; {@link Double}. */
    DOUBLE(Double.class),
    /** {@link Boolean}. */
    BOOLEAN(Boolean.class),
    /** {@link String}. */
    TEXT(String.class),
    /** Milliseconds since the epoch; {@link Instant}. */
    TIMESTAMP(Instant.class);

    private final Class<?> javaType;

    ModelType(Class<?> javaType) {
        this.javaType = javaType;
    }

    /** The type's name in CQL. */
    public String cqlName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Writes a value as a CQL literal.
     *
     * @param value a value of this type, or null
     */
    public String literal(Object value) {
        if (value == null) {
            return "null";
        }
        check(value);
        return switch (this) {
            case INT, BIGINT, DOUBLE, BOOLEAN -> value.toString();
            case TEXT -> "'" + ((String) value).replace("'", "''") + "'";
            case TIMESTAMP -> String.valueOf(((Instant) value).toEpochMilli());
        };
    }

    /** Compares two values as the server does between cells of one timestamp: by their bytes. */
    int compareBytes(Object left, Object right) {
        return Arrays.compareUnsigned(encode(left), encode(right));
    }

    /** Compares two values as clustering keys are ordered. */
    @SuppressWarnings("unchecked") // both have been checked to be of the one Java type
    int compare(Object left, Object right) {
        check(left);
        check(right);
        if (this == TEXT) {
            return compareBytes(left, right);
        }
        return ((Comparable<Object>) left).compareTo(right);
    }

    void check(Object value) {
        if (!javaType.isInstance(value)) {
            throw new IllegalArgumentException(
                    "a value of " + cqlName() + ": " + value + " (expected: " + javaType + ")");
        }
    }

    private byte[] encode(Object value) {
        check(value);
        return switch (this) {
            case INT -> ByteBuffer.allocate(4).putInt((Integer) value).array();
            case BIGINT -> ByteBuffer.allocate(8).putLong((Long) value).array();
            case DOUBLE -> ByteBuffer.allocate(8).putDouble((Double) value).array();
            case BOOLEAN -> new byte[] {(byte) ((Boolean) value ? 1 : 0)};
            case TEXT -> ((String) value).getBytes(StandardCharsets.UTF_8);
            case TIMESTAMP ->
                    ByteBuffer.allocate(8).putLong(((Instant) value).toEpochMilli()).array();
        };
    }
}
