/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import java.util.function.Function;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * Turns encoded values of one type into Java objects. To be made once a type and used for every
 * value; safe for use by several threads. Not serializable: made from the schema where it is used.
 *
 * <pre>{@code
 * Object city = ValueReader.of(schema.column(schema.indexOf("city")).type()).read(value);
 * }</pre>
 *
 * <table>
 * <caption>CQL types and what becomes of their values</caption>
 * <tr><th>CQL</th><th>Java</th></tr>
 * <tr><td>ascii, text</td><td>{@link String}</td></tr>
 * <tr><td>bigint, int, smallint, tinyint</td><td>{@link Long}, {@link Integer}, {@link Short}, {@link
 * Byte}</td></tr>
 * <tr><td>blob</td><td>{@link ByteBuffer}, read-only</td></tr>
 * <tr><td>boolean</td><td>{@link Boolean}</td></tr>
 * <tr><td>date, time, timestamp</td><td>{@link LocalDate}, {@link LocalTime}, {@link
 * Instant}</td></tr>
 * <tr><td>decimal, varint</td><td>{@link BigDecimal}, {@link BigInteger}</td></tr>
 * <tr><td>double, float</td><td>{@link Double}, {@link Float}</td></tr>
 * <tr><td>duration</td><td>{@link CqlDuration}</td></tr>
 * <tr><td>inet</td><td>{@link InetAddress}</td></tr>
 * <tr><td>timeuuid, uuid</td><td>{@link UUID}</td></tr>
 * <tr><td>list, vector</td><td>{@link java.util.List}</td></tr>
 * <tr><td>set</td><td>{@link java.util.Set} in the order of the value</td></tr>
 * <tr><td>map</td><td>{@link java.util.Map} in the order of the value</td></tr>
 * <tr><td>tuple</td><td>{@link java.util.List}, one entry a field</td></tr>
 * <tr><td>user-defined</td><td>{@link java.util.Map} of field names to values, in the order of the
 * fields</td></tr>
 * </table>
 *
 * <p>Collections are unmodifiable and may hold null where CQL has a null element or field.
 */
@PublicEvolving
public final class ValueReader {

    private final CqlType type;
    private final Decoder decoder;
    private final boolean emptyIsValue;

    ValueReader(CqlType type, Decoder decoder, boolean emptyIsValue) {
        this.type = type;
        this.decoder = decoder;
        this.emptyIsValue = emptyIsValue;
    }

    /** From the bytes of a value to a Java object. */
    @FunctionalInterface
    interface Decoder {
        Object decode(CqlValue value);
    }

    /**
     * @throws IllegalArgumentException if the type is, or holds, counter
     */
    public static ValueReader of(CqlType type) {
        return type instanceof CqlType.Native simple
                ? ofNative(simple)
                : new ValueReader(type, StructureReaders.of(type), false);
    }

    private static ValueReader ofNative(CqlType.Native type) {
        return switch (type) {
            case ASCII, TEXT -> new ValueReader(type, ValueReader::text, true);
            case BIGINT -> fixed(type, ByteBuffer::getLong);
            case BLOB ->
                    new ValueReader(type, v -> ByteBuffer.wrap(v.bytes()).asReadOnlyBuffer(), true);
            case BOOLEAN -> fixed(type, bytes -> bytes.get() != 0);
            case DATE ->
                    fixed(type, bytes -> LocalDate.ofEpochDay(bytes.getInt() ^ Integer.MIN_VALUE));
            case DECIMAL -> new ValueReader(type, ValueReader::decimal, false);
            case DOUBLE -> fixed(type, ByteBuffer::getDouble);
            case DURATION -> fixed(type, CqlDuration::read);
            case FLOAT -> fixed(type, ByteBuffer::getFloat);
            case INET -> new ValueReader(type, ValueReader::address, false);
            case INT -> fixed(type, ByteBuffer::getInt);
            case SMALLINT -> fixed(type, ByteBuffer::getShort);
            case TIME -> fixed(type, bytes -> LocalTime.ofNanoOfDay(bytes.getLong()));
            case TIMESTAMP -> fixed(type, bytes -> Instant.ofEpochMilli(bytes.getLong()));
            case TIMEUUID, UUID -> fixed(type, bytes -> new UUID(bytes.getLong(), bytes.getLong()));
            case TINYINT -> fixed(type, ByteBuffer::get);
            case VARINT -> new ValueReader(type, value -> new BigInteger(value.bytes()), false);
            case COUNTER ->
                    throw new IllegalArgumentException(
                            "type counter (expected: one that ScyllaDB can log)");
        };
    }

    /**
     * @return null for a null value, and for one of no bytes unless the type is ascii, text or
     *     blob: CQL allows those for the sake of old clients
     * @throws IllegalArgumentException if the bytes are not a value of the type; names both
     */
    public @Nullable Object read(@Nullable CqlValue value) {
        if (value == null || value.size() == 0 && !emptyIsValue) {
            return null;
        }
        try {
            return decoder.decode(value);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    value + " (expected: a value of type " + type.cql() + ")", e);
        }
    }

    private static ValueReader fixed(CqlType type, Function<ByteBuffer, Object> decoder) {
        return new ValueReader(
                type,
                value -> {
                    ByteBuffer bytes = ByteBuffer.wrap(value.bytes());
                    Object decoded = decoder.apply(bytes);
                    if (bytes.hasRemaining()) {
                        throw new IllegalArgumentException(bytes.remaining() + " bytes too many");
                    }
                    return decoded;
                },
                false);
    }

    private static String text(CqlValue value) {
        return new String(value.bytes(), StandardCharsets.UTF_8);
    }

    private static BigDecimal decimal(CqlValue value) {
        byte[] bytes = value.bytes();
        int scale = ByteBuffer.wrap(bytes).getInt();
        return new BigDecimal(
                new BigInteger(bytes, Integer.BYTES, bytes.length - Integer.BYTES), scale);
    }

    private static InetAddress address(CqlValue value) {
        try {
            return InetAddress.getByAddress(value.bytes());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address", e);
        }
    }
}
