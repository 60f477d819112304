/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

/** A CQL type the model knows. Its values are the driver's, but for user-defined types. */
public sealed interface ModelType permits AtomicType, ListType, SetType, MapType, UserType {
    /** 32 bits; {@link Integer}. */
    AtomicType INT = AtomicType.INT;

    /** 64 bits; {@link Long}. */
    AtomicType BIGINT = AtomicType.BIGINT;

    /** 64-bit floating point; {@link Double}. */
    AtomicType DOUBLE = AtomicType.DOUBLE;

    /** {@link Boolean}. */
    AtomicType BOOLEAN = AtomicType.BOOLEAN;

    /** {@link String}. */
    AtomicType TEXT = AtomicType.TEXT;

    /** Milliseconds since the epoch; {@link java.time.Instant}. */
    AtomicType TIMESTAMP = AtomicType.TIMESTAMP;

    /** The type's name in CQL. */
    String cqlName();

    /**
     * Whether a value is one cell. Collections and user-defined types that are not frozen have a
     * cell for each element, each with its own timestamp and time to live.
     */
    boolean isOneCell();

    /**
     * Writes a value as a CQL literal.
     *
     * @param value a value of this type, or null
     * @throws IllegalArgumentException when it is of another type
     */
    String literal(Object value);

    /**
     * The bytes of a value as the CQL protocol has them.
     *
     * @param value a value of this type
     * @throws IllegalArgumentException when it is of another type
     */
    byte[] encode(Object value);

    /**
     * Compares two values as clustering keys, sets and keys of maps are ordered.
     *
     * @throws IllegalArgumentException when one is of another type, or the type has no order here
     */
    int compare(Object left, Object right);
}
