/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
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

/**
 * What a CQL type is to Flink: its SQL type, and how its encoded values become Flink's internal
 * data. Types without an exact counterpart become strings.
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
         * @param bytes all that remains is the value; it is consumed
         * @throws RuntimeException if the bytes are not a value of the type
         */
        Object decode(ByteBuffer bytes);
    }

    /**
     * @throws IllegalArgumentException if there is no mapping (counter)
     */
    public static ColumnType of(CqlType type) {
        return type instanceof CqlType.Native simple ? ofNative(simple) : StructuredTypes.of(type);
    }

    private static ColumnType ofNative(CqlType.Native type) {
        return switch (type) {
            case ASCII, TEXT -> new ColumnType(STRING, ColumnType::text, true);
            case BIGINT -> fixed(new BigIntType(), ByteBuffer::getLong);
            case BLOB ->
                    new ColumnType(
                            new VarBinaryType(VarBinaryType.MAX_LENGTH), ColumnType::bytes, true);
            case BOOLEAN -> fixed(new BooleanType(), bytes -> bytes.get() != 0);
            case DATE -> fixed(new DateType(), bytes -> bytes.getInt() ^ Integer.MIN_VALUE);
            case DECIMAL -> string(ColumnType::decimal);
            case DOUBLE -> fixed(new DoubleType(), ByteBuffer::getDouble);
            case DURATION -> string(CqlDuration::decode);
            case FLOAT -> fixed(new FloatType(), ByteBuffer::getFloat);
            case INET -> string(ColumnType::address);
            case INT -> fixed(new IntType(), ByteBuffer::getInt);
            case SMALLINT -> fixed(new SmallIntType(), ByteBuffer::getShort);
            case TIME -> string(bytes -> TIME.format(LocalTime.ofNanoOfDay(bytes.getLong())));
            case TIMESTAMP ->
                    fixed(
                            new LocalZonedTimestampType(3),
                            bytes -> TimestampData.fromEpochMillis(bytes.getLong()));
            case TIMEUUID, UUID ->
                    string(bytes -> new UUID(bytes.getLong(), bytes.getLong()).toString());
            case TINYINT -> fixed(new TinyIntType(), ByteBuffer::get);
            case VARINT -> string(bytes -> new BigInteger(bytes(bytes)).toString());
            case COUNTER ->
                    throw new IllegalArgumentException(
                            "type counter (expected: one that ScyllaDB can log)");
        };
    }

    /**
     * @return null for a null value and for one of no bytes where that is none
     */
    public @Nullable Object decode(@Nullable CqlValue value) {
        if (isNull(value)) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(value.bytes());
        Object decoded = decoder.decode(bytes);
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes too many");
        }
        return decoded;
    }

    boolean isNull(@Nullable CqlValue value) {
        return value == null || value.size() == 0 && !emptyIsValue;
    }

    private static ColumnType fixed(LogicalType type, Decoder decoder) {
        return new ColumnType(type, decoder, false);
    }

    private static ColumnType string(Function<ByteBuffer, String> toText) {
        return new ColumnType(STRING, bytes -> StringData.fromString(toText.apply(bytes)), false);
    }

    private static StringData text(ByteBuffer bytes) {
        return StringData.fromBytes(bytes(bytes));
    }

    private static byte[] bytes(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }

    private static String decimal(ByteBuffer bytes) {
        int scale = bytes.getInt();
        return new BigDecimal(new BigInteger(bytes(bytes)), scale).toString();
    }

    private static String address(ByteBuffer bytes) {
        try {
            return InetAddress.getByAddress(bytes(bytes)).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address", e);
        }
    }
}
