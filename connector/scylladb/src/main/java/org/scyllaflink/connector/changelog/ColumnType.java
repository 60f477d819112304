/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.TinyIntType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.ValueReader;

/**
 * What a CQL type is to Flink: its SQL type, and how its encoded values become Flink's internal
 * data. Types without an exact counterpart become strings; see {@code docs/types.md}. Safe for use
 * by several threads. Not serializable: made from the schema where it is used.
 *
 * @param logicalType nullable
 * @param decoder of non-empty values
 * @param emptyIsValue whether a value of no bytes is one; it is null otherwise, as in a numeric
 *     column, where CQL allows it for the sake of old clients
 */
@Internal
public record ColumnType(LogicalType logicalType, Decoder decoder, boolean emptyIsValue) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.nnnnnnnnn", Locale.ROOT);
    private static final LogicalType STRING = new VarCharType(VarCharType.MAX_LENGTH);

    /** From encoded bytes to Flink's internal data. */
    @FunctionalInterface
    public interface Decoder {

        /**
         * @throws RuntimeException if the bytes are not a value of the type
         */
        Object decode(CqlValue value);
    }

    /**
     * @throws IllegalArgumentException if there is no mapping (counter)
     */
    public static ColumnType of(CqlType type) {
        return type instanceof CqlType.Native simple ? ofNative(simple) : StructuredTypes.of(type);
    }

    private static ColumnType ofNative(CqlType.Native type) {
        return switch (type) {
            case ASCII, TEXT ->
                    new ColumnType(STRING, value -> StringData.fromBytes(value.bytes()), true);
            case BIGINT -> fixed(new BigIntType(), ByteBuffer::getLong);
            case BLOB ->
                    new ColumnType(
                            new VarBinaryType(VarBinaryType.MAX_LENGTH), CqlValue::bytes, true);
            case BOOLEAN -> fixed(new BooleanType(), bytes -> bytes.get() != 0);
            case DATE -> fixed(new DateType(), bytes -> bytes.getInt() ^ Integer.MIN_VALUE);
            case DECIMAL, DURATION, TIMEUUID, UUID, VARINT -> text(type, Object::toString);
            case DOUBLE -> fixed(new DoubleType(), ByteBuffer::getDouble);
            case FLOAT -> fixed(new FloatType(), ByteBuffer::getFloat);
            case INET -> text(type, address -> ((InetAddress) address).getHostAddress());
            case INT -> fixed(new IntType(), ByteBuffer::getInt);
            case SMALLINT -> fixed(new SmallIntType(), ByteBuffer::getShort);
            case TIME -> text(type, time -> TIME.format((LocalTime) time));
            case TIMESTAMP ->
                    fixed(
                            new LocalZonedTimestampType(3),
                            bytes -> TimestampData.fromEpochMillis(bytes.getLong()));
            case TINYINT -> fixed(new TinyIntType(), ByteBuffer::get);
            case COUNTER ->
                    throw new IllegalArgumentException(
                            "type counter (expected: one that ScyllaDB can log)");
        };
    }

    /**
     * @return null for a null value and for one of no bytes where that is none
     * @throws RuntimeException if the bytes are not a value of the type
     */
    public @Nullable Object decode(@Nullable CqlValue value) {
        return isNull(value) ? null : decoder.decode(value);
    }

    boolean isNull(@Nullable CqlValue value) {
        return value == null || value.size() == 0 && !emptyIsValue;
    }

    private static ColumnType fixed(LogicalType type, Function<ByteBuffer, Object> decoder) {
        return new ColumnType(
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

    private static ColumnType text(CqlType type, Function<Object, String> toText) {
        ValueReader reader = ValueReader.of(type);
        return new ColumnType(
                STRING, value -> StringData.fromString(toText.apply(reader.read(value))), false);
    }
}
