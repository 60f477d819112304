/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.ValueReader;

/** Values of log vectors: from their plain form to bytes, and from bytes to plain forms. */
final class VectorValues {

    private VectorValues() {}

    /** As column X of the log: of a list, a map with timeuuids. */
    static CqlValue logged(CqlType type, Object plain) {
        return CqlValue.wrap(bytes(logType(type), plain));
    }

    /** As column {@code cdc$deleted_elements_X} of the log. */
    static CqlValue keys(CqlType type, List<String> keys) {
        return CqlValue.wrap(bytes(new CqlType.SetOf(keyType(type), true), keys));
    }

    private static CqlType logType(CqlType type) {
        return type instanceof CqlType.ListOf list && !list.frozen()
                ? new CqlType.MapOf(CqlType.Native.TIMEUUID, list.element(), true)
                : type;
    }

    static CqlType keyType(CqlType type) {
        if (type instanceof CqlType.MapOf map) {
            return map.key();
        } else if (type instanceof CqlType.SetOf set) {
            return set.element();
        }
        return type instanceof CqlType.ListOf ? CqlType.Native.TIMEUUID : CqlType.Native.SMALLINT;
    }

    /** What an element of a non-frozen column is of; the key says which field. */
    static CqlType elementType(CqlType type, CqlValue key) {
        if (type instanceof CqlType.MapOf map) {
            return map.value();
        } else if (type instanceof CqlType.ListOf list) {
            return list.element();
        }
        return ((CqlType.UserDefined) type)
                .fields()
                .get(ByteBuffer.wrap(key.bytes()).getShort())
                .type();
    }

    /** Text, lists and maps; null fields of user-defined types are left out. */
    static @Nullable Object plain(CqlType type, @Nullable CqlValue value) {
        return value == null ? null : plain(ValueReader.of(type).read(value));
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach(
                    (key, element) -> {
                        if (element != null) {
                            plain.put(String.valueOf(key), plain(element));
                        }
                    });
            return plain;
        } else if (value instanceof Collection<?> elements) {
            List<Object> plain = new ArrayList<>();
            elements.forEach(element -> plain.add(plain(element)));
            return plain;
        }
        return String.valueOf(value);
    }

    /**
     * A symbol such as {@code $a} as a timeuuid; they are in the order that the vectors ask for.
     */
    static UUID timeuuid(String text) {
        if (!text.startsWith("$")) {
            return UUID.fromString(text);
        }
        int place =
                text.startsWith("$p") ? 0 : text.charAt(1) * 100 + text.charAt(text.length() - 1);
        return CdcTime.lowest(1_600_000_000_000_000L + place).toUuid();
    }

    private static byte[] bytes(CqlType type, Object plain) {
        if (type instanceof CqlType.Native simple) {
            return bytes(simple, (String) plain);
        } else if (type instanceof CqlType.UserDefined udt) {
            ByteArrayOutputStream fields = new ByteArrayOutputStream();
            for (CqlType.UserDefined.Field field : udt.fields()) {
                Object value = ((Map<?, ?>) plain).get(field.name());
                part(value == null ? null : bytes(field.type(), value), fields);
            }
            return fields.toByteArray();
        }
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        if (type instanceof CqlType.MapOf map) {
            parts.writeBytes(number(4, ((Map<?, ?>) plain).size()));
            ((Map<?, ?>) plain)
                    .forEach(
                            (key, value) -> {
                                part(bytes(map.key(), key), parts);
                                part(bytes(map.value(), value), parts);
                            });
        } else if (type instanceof CqlType.SetOf set) {
            parts.writeBytes(number(4, ((List<?>) plain).size()));
            ((List<?>) plain).forEach(element -> part(bytes(set.element(), element), parts));
        } else {
            CqlType element = ((CqlType.VectorOf) type).element();
            ((List<?>) plain).forEach(value -> parts.writeBytes(bytes(element, value)));
        }
        return parts.toByteArray();
    }

    private static byte[] bytes(CqlType.Native type, String text) {
        return switch (type) {
            case INT -> number(Integer.BYTES, Long.parseLong(text));
            case BIGINT -> number(Long.BYTES, Long.parseLong(text));
            case SMALLINT -> number(Short.BYTES, Long.parseLong(text));
            case FLOAT -> number(Float.BYTES, Float.floatToIntBits(Float.parseFloat(text)));
            case TEXT -> text.getBytes(StandardCharsets.UTF_8);
            case TIMEUUID -> {
                UUID uuid = timeuuid(text);
                yield ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array();
            }
            default -> throw new IllegalArgumentException("no vector had type " + type.cql());
        };
    }

    private static byte[] number(int size, long number) {
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
        byte[] end = new byte[size];
        System.arraycopy(all, Long.BYTES - size, end, 0, size);
        return end;
    }

    private static void part(byte @Nullable [] bytes, ByteArrayOutputStream target) {
        target.writeBytes(number(Integer.BYTES, bytes == null ? -1 : bytes.length));
        if (bytes != null) {
            target.writeBytes(bytes);
        }
    }
}
