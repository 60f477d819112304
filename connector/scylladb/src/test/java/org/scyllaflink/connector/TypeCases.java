/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector;

import static org.scyllaflink.connector.model.CqlType.Native.ASCII;
import static org.scyllaflink.connector.model.CqlType.Native.BIGINT;
import static org.scyllaflink.connector.model.CqlType.Native.BLOB;
import static org.scyllaflink.connector.model.CqlType.Native.BOOLEAN;
import static org.scyllaflink.connector.model.CqlType.Native.DATE;
import static org.scyllaflink.connector.model.CqlType.Native.DECIMAL;
import static org.scyllaflink.connector.model.CqlType.Native.DOUBLE;
import static org.scyllaflink.connector.model.CqlType.Native.DURATION;
import static org.scyllaflink.connector.model.CqlType.Native.FLOAT;
import static org.scyllaflink.connector.model.CqlType.Native.INET;
import static org.scyllaflink.connector.model.CqlType.Native.INT;
import static org.scyllaflink.connector.model.CqlType.Native.SMALLINT;
import static org.scyllaflink.connector.model.CqlType.Native.TEXT;
import static org.scyllaflink.connector.model.CqlType.Native.TIME;
import static org.scyllaflink.connector.model.CqlType.Native.TIMESTAMP;
import static org.scyllaflink.connector.model.CqlType.Native.TIMEUUID;
import static org.scyllaflink.connector.model.CqlType.Native.TINYINT;
import static org.scyllaflink.connector.model.CqlType.Native.UUID;
import static org.scyllaflink.connector.model.CqlType.Native.VARINT;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlDuration;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;

/** Values of every native type: least, greatest, empty and odd ones, and what is made of them. */
public final class TypeCases {

    /**
     * @param literal as CQL writes the value; null if it has no way to
     * @param hex the value's bytes
     * @param java what {@code ValueReader} makes of it
     * @param flink what {@code ColumnType} makes of it: Flink's internal data
     */
    public record TypeCase(
            CqlType type,
            @Nullable String literal,
            String hex,
            @Nullable Object java,
            @Nullable Object flink) {

        public CqlValue value() {
            return CqlValue.wrap(HexFormat.of().parseHex(hex));
        }

        @Override
        public String toString() {
            return type.cql() + " " + (literal == null ? "0x" + hex : literal);
        }
    }

    private static final List<TypeCase> ALL = new ArrayList<>();

    static {
        numbers();
        texts();
        times();
        others();
        StructuredCases.addTo(ALL);
    }

    private TypeCases() {}

    public static List<TypeCase> all() {
        return List.copyOf(ALL);
    }

    private static void numbers() {
        same(BIGINT, "-9223372036854775808", "8000000000000000", Long.MIN_VALUE);
        same(BIGINT, "9223372036854775807", "7fffffffffffffff", Long.MAX_VALUE);
        same(INT, "-2147483648", "80000000", Integer.MIN_VALUE);
        same(INT, "2147483647", "7fffffff", Integer.MAX_VALUE);
        same(SMALLINT, "-32768", "8000", Short.MIN_VALUE);
        same(SMALLINT, "32767", "7fff", Short.MAX_VALUE);
        same(TINYINT, "-128", "80", Byte.MIN_VALUE);
        same(TINYINT, "127", "7f", Byte.MAX_VALUE);
        same(DOUBLE, "4.9E-324", "0000000000000001", Double.MIN_VALUE);
        same(DOUBLE, "1.7976931348623157E308", "7fefffffffffffff", Double.MAX_VALUE);
        same(DOUBLE, "-0.0", "8000000000000000", -0.0);
        same(DOUBLE, "NaN", "7ff8000000000000", Double.NaN);
        same(DOUBLE, "-Infinity", "fff0000000000000", Double.NEGATIVE_INFINITY);
        same(FLOAT, "1.4E-45", "00000001", Float.MIN_VALUE);
        same(FLOAT, "3.4028235E38", "7f7fffff", Float.MAX_VALUE);
        same(FLOAT, "Infinity", "7f800000", Float.POSITIVE_INFINITY);
        same(FLOAT, "NaN", "7fc00000", Float.NaN);
        decimal("0.99", "0000000263", "0.99");
        decimal("-1E+2", "fffffffeff", "-1E+2");
        decimal("0.0", "0000000100", "0.0");
        decimal(
                "12345678901234567890123456789012345678901.5",
                bytesOf(1, new BigInteger("123456789012345678901234567890123456789015")),
                "12345678901234567890123456789012345678901.5");
        decimal(null, "7fffffff01", "1E-2147483647");
        varint("0", "00");
        varint("-1", "ff");
        varint("128", "0080");
        varint("1461501637330902918203684832716283019655932542976", "01" + "00".repeat(20));
        for (CqlType.Native type : List.of(BIGINT, INT, DOUBLE, FLOAT, DECIMAL, VARINT)) {
            empty(type);
        }
    }

    private static void texts() {
        for (CqlType.Native type : List.of(ASCII, TEXT)) {
            add(type, "''", "", "", text(""));
            add(type, "'a~'", "617e", "a~", text("a~"));
        }
        add(TEXT, "'é€😀'", "c3a9e282acf09f9880", "é€😀", text("é€😀"));
        add(TEXT, null, "00", "\0", text("\0"));
        add(BLOB, "0x", "", ByteBuffer.allocate(0), new byte[0]);
        add(BLOB, "0x00ff", "00ff", ByteBuffer.wrap(new byte[] {0, -1}), new byte[] {0, -1});
    }

    private static void times() {
        add(DATE, "'1970-01-01'", "80000000", LocalDate.EPOCH, 0);
        add(DATE, "'2024-02-29'", "80004d46", LocalDate.of(2024, 2, 29), 19_782);
        add(DATE, null, "00000000", LocalDate.of(-5_877_641, 6, 23), Integer.MIN_VALUE);
        add(DATE, null, "ffffffff", LocalDate.of(5_881_580, 7, 11), Integer.MAX_VALUE);
        add(TIME, "'00:00:00'", "0000000000000000", LocalTime.MIN, text("00:00:00.000000000"));
        add(
                TIME,
                "'23:59:59.999999999'",
                "00004e94914effff",
                LocalTime.MAX,
                text("23:59:59.999999999"));
        timestamp("0", "0000000000000000", 0);
        timestamp("-1", "ffffffffffffffff", -1);
        timestamp("'1969-12-31T23:59:59.999Z'", "ffffffffffffffff", -1);
        timestamp("-9223372036854775808", "8000000000000000", Long.MIN_VALUE);
        timestamp("9223372036854775807", "7fffffffffffffff", Long.MAX_VALUE);
        empty(TIMESTAMP);
        duration("0ns", "000000", 0, 0, 0, "0ns");
        duration("1y1mo2d3ns", "1a0406", 13, 2, 3, "1y1mo2d3ns");
        duration("-2mo3d4ns", "030507", -2, -3, -4, "-2mo3d4ns");
        duration(
                null,
                "f0fffffffe" + "f0fffffffe" + "fffffffffffffffffe",
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                "178956970y7mo2147483647d2562047h47m16s854ms775us807ns");
        duration(
                null,
                "f0ffffffff" + "f0ffffffff" + "ffffffffffffffffff",
                Integer.MIN_VALUE,
                Integer.MIN_VALUE,
                Long.MIN_VALUE,
                "-178956970y8mo2147483648d2562047h47m16s854ms775us808ns");
    }

    private static void others() {
        add(BOOLEAN, "false", "00", false, false);
        add(BOOLEAN, "true", "01", true, true);
        empty(BOOLEAN);
        inet("'127.0.0.1'", "7f000001", "127.0.0.1");
        inet("'255.255.255.255'", "ffffffff", "255.255.255.255");
        inet("'::1'", "00".repeat(15) + "01", "0:0:0:0:0:0:0:1");
        inet(
                "'2001:db8::ff00:42:8329'",
                "20010db8000000000000ff0000428329",
                "2001:db8:0:0:0:ff00:42:8329");
        empty(INET);
        uuid(UUID, "00000000-0000-0000-0000-000000000000");
        uuid(UUID, "01020304-0506-4108-8090-a0b0c0d0e0f0");
        uuid(UUID, "ffffffff-ffff-ffff-ffff-ffffffffffff");
        uuid(TIMEUUID, "01020304-0506-1108-8090-a0b0c0d0e0f0");
        uuid(TIMEUUID, "00000000-0000-1000-8080-808080808080");
        empty(UUID);
        empty(TIMEUUID);
    }

    private static void decimal(@Nullable String literal, String hex, String text) {
        add(DECIMAL, literal, hex, new BigDecimal(text), text(text));
    }

    private static String bytesOf(int scale, BigInteger unscaled) {
        return String.format("%08x", scale) + HexFormat.of().formatHex(unscaled.toByteArray());
    }

    private static void varint(String literal, String hex) {
        add(VARINT, literal, hex, new BigInteger(literal), text(literal));
    }

    private static void timestamp(String literal, String hex, long millis) {
        add(
                TIMESTAMP,
                literal,
                hex,
                Instant.ofEpochMilli(millis),
                TimestampData.fromEpochMillis(millis));
    }

    private static void duration(
            @Nullable String literal, String hex, int months, int days, long nanos, String text) {
        add(DURATION, literal, hex, new CqlDuration(months, days, nanos), text(text));
    }

    private static void inet(String literal, String hex, String text) {
        try {
            byte[] bytes = HexFormat.of().parseHex(hex);
            add(INET, literal, hex, InetAddress.getByAddress(bytes), text(text));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(hex, e);
        }
    }

    private static void uuid(CqlType type, String literal) {
        java.util.UUID uuid = java.util.UUID.fromString(literal);
        add(type, literal, literal.replace("-", ""), uuid, text(literal));
    }

    /** What CQL allows for the sake of old clients, and is taken for null. */
    private static void empty(CqlType type) {
        add(type, null, "", null, null);
    }

    private static void same(CqlType type, String literal, String hex, Object value) {
        add(type, literal, hex, value, value);
    }

    private static void add(
            CqlType type,
            @Nullable String literal,
            String hex,
            @Nullable Object java,
            @Nullable Object flink) {
        ALL.add(new TypeCase(type, literal, hex, java, flink));
    }

    static StringData text(String text) {
        return StringData.fromString(text);
    }
}
