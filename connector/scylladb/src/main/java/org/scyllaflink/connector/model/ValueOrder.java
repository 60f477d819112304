/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/** How ScyllaDB orders encoded values of a type (ScyllaDB, {@code types/types.cc}). */
@Internal
public final class ValueOrder {

    private static final int UUID_BYTES = 16;

    private ValueOrder() {}

    /**
     * An empty value comes before all others, whatever the type.
     *
     * @throws IllegalArgumentException if values of the type have no order, or none that is known
     *     here
     */
    public static Comparator<byte[]> of(CqlType type) {
        Comparator<byte[]> order = ofNonEmpty(type);
        return (left, right) ->
                left.length == 0 || right.length == 0
                        ? Integer.compare(left.length, right.length)
                        : order.compare(left, right);
    }

    private static Comparator<byte[]> ofNonEmpty(CqlType type) {
        if (type instanceof CqlType.Native simple) {
            return ofNative(simple);
        } else if (type instanceof CqlType.ListOf list) {
            return ofElements(List.of(of(list.element())));
        } else if (type instanceof CqlType.SetOf set) {
            return ofElements(List.of(of(set.element())));
        } else if (type instanceof CqlType.MapOf map) {
            return ofElements(List.of(of(map.key()), of(map.value())));
        } else if (type instanceof CqlType.TupleOf tuple) {
            return ofFields(tuple.fields().stream().map(ValueOrder::of).toList());
        } else if (type instanceof CqlType.UserDefined udt) {
            return ofFields(udt.fields().stream().map(field -> of(field.type())).toList());
        }
        throw new IllegalArgumentException("type " + type.cql() + " (expected: one with an order)");
    }

    private static Comparator<byte[]> ofNative(CqlType.Native type) {
        return switch (type) {
            case ASCII, BLOB, BOOLEAN, DATE, INET, TEXT -> Arrays::compareUnsigned;
            case BIGINT, INT, SMALLINT, TIME, TIMESTAMP, TINYINT -> ValueOrder::compareSigned;
            case DECIMAL -> Comparator.comparing(ValueOrder::decimal);
            case VARINT -> Comparator.comparing(BigInteger::new);
            case FLOAT ->
                    (left, right) ->
                            Float.compare(
                                    ByteBuffer.wrap(left).getFloat(),
                                    ByteBuffer.wrap(right).getFloat());
            case DOUBLE ->
                    (left, right) ->
                            Double.compare(
                                    ByteBuffer.wrap(left).getDouble(),
                                    ByteBuffer.wrap(right).getDouble());
            case TIMEUUID -> Comparator.comparing(ValueOrder::time);
            case UUID -> ValueOrder::compareUuids;
            case COUNTER, DURATION ->
                    throw new IllegalArgumentException(
                            "type " + type.cql() + " (expected: one with an order)");
        };
    }

    /** Big-endian two's complement of equal length. */
    private static int compareSigned(byte[] left, byte[] right) {
        int byFirst = Byte.compare(left[0], right[0]);
        return byFirst != 0 ? byFirst : Arrays.compareUnsigned(left, right);
    }

    private static BigDecimal decimal(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int scale = buffer.getInt();
        return new BigDecimal(new BigInteger(bytes, Integer.BYTES, buffer.remaining()), scale);
    }

    private static CdcTime time(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new CdcTime(buffer.getLong(), buffer.getLong());
    }

    private static CdcTime timestamp(byte[] bytes) {
        return new CdcTime(ByteBuffer.wrap(bytes).getLong(), 0);
    }

    /** By version, then for version 1 by time, then as unsigned bytes. */
    private static int compareUuids(byte[] left, byte[] right) {
        if (left.length != UUID_BYTES || right.length != UUID_BYTES) {
            return Arrays.compareUnsigned(left, right);
        }
        int version = left[6] >>> 4 & 0xf;
        int byVersion = Integer.compare(version, right[6] >>> 4 & 0xf);
        if (byVersion != 0) {
            return byVersion;
        }
        int byTime = version == 1 ? timestamp(left).compareTo(timestamp(right)) : 0;
        return byTime != 0 ? byTime : Arrays.compareUnsigned(left, right);
    }

    /** Collections: a count, then elements each with its length; orders take turns. */
    private static Comparator<byte[]> ofElements(List<Comparator<byte[]>> orders) {
        return (left, right) -> {
            ByteBuffer leftRest = ByteBuffer.wrap(left);
            ByteBuffer rightRest = ByteBuffer.wrap(right);
            int leftCount = leftRest.getInt();
            int rightCount = rightRest.getInt();
            for (int i = 0; i < Math.min(leftCount, rightCount); i++) {
                for (Comparator<byte[]> order : orders) {
                    int byElement = compare(order, next(leftRest), next(rightRest));
                    if (byElement != 0) {
                        return byElement;
                    }
                }
            }
            return Integer.compare(leftCount, rightCount);
        };
    }

    /** Tuples and user-defined types: fields each with its length, later ones may be missing. */
    private static Comparator<byte[]> ofFields(List<Comparator<byte[]>> orders) {
        return (left, right) -> {
            ByteBuffer leftRest = ByteBuffer.wrap(left);
            ByteBuffer rightRest = ByteBuffer.wrap(right);
            for (Comparator<byte[]> order : orders) {
                int byField = compare(order, next(leftRest), next(rightRest));
                if (byField != 0) {
                    return byField;
                }
            }
            return 0;
        };
    }

    private static int compare(
            Comparator<byte[]> order, byte @Nullable [] left, byte @Nullable [] right) {
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        return order.compare(left, right);
    }

    private static byte @Nullable [] next(ByteBuffer rest) {
        int length = rest.hasRemaining() ? rest.getInt() : -1;
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        rest.get(bytes);
        return bytes;
    }
}
