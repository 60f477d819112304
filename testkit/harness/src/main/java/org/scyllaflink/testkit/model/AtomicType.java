/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/** The types without parameters, with the Java type of their values. */
public enum AtomicType implements ModelType {
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

    AtomicType(Class<?> javaType) {
        this.javaType = javaType;
    }

    @Override
    public String cqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isOneCell() {
        return true;
    }

    @Override
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

    @Override
    @SuppressWarnings("unchecked") // both have been checked to be of the one Java type
    public int compare(Object left, Object right) {
        check(left);
        check(right);
        if (this == TEXT) {
            return Arrays.compareUnsigned(encode(left), encode(right));
        }
        return ((Comparable<Object>) left).compareTo(right);
    }

    @Override
    public byte[] encode(Object value) {
        check(value);
        return switch (this) {
            case INT -> ByteBuffer.allocate(Integer.BYTES).putInt((Integer) value).array();
            case BIGINT -> ByteBuffer.allocate(Long.BYTES).putLong((Long) value).array();
            case DOUBLE -> ByteBuffer.allocate(Double.BYTES).putDouble((Double) value).array();
            case BOOLEAN -> new byte[] {(byte) ((Boolean) value ? 1 : 0)};
            case TEXT -> ((String) value).getBytes(StandardCharsets.UTF_8);
            case TIMESTAMP ->
                    ByteBuffer.allocate(Long.BYTES)
                            .putLong(((Instant) value).toEpochMilli())
                            .array();
        };
    }

    private void check(Object value) {
        if (!javaType.isInstance(value)) {
            throw new IllegalArgumentException(
                    "a value of " + cqlName() + ": " + value + " (expected: " + javaType + ")");
        }
    }
}
