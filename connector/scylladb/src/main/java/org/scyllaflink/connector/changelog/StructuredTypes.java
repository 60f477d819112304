/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;

/** Frozen collections, tuples, user-defined types and vectors: values that are written whole. */
final class StructuredTypes {

    private StructuredTypes() {}

    static ColumnType of(CqlType type) {
        if (type instanceof CqlType.ListOf list) {
            return collection(ColumnType.of(list.element()));
        } else if (type instanceof CqlType.SetOf set) {
            return collection(ColumnType.of(set.element()));
        } else if (type instanceof CqlType.MapOf map) {
            return map(ColumnType.of(map.key()), ColumnType.of(map.value()));
        } else if (type instanceof CqlType.TupleOf tuple) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < tuple.fields().size(); i++) {
                names.add("f" + i);
            }
            return row(names, tuple.fields());
        } else if (type instanceof CqlType.UserDefined udt) {
            return row(
                    udt.fields().stream().map(CqlType.UserDefined.Field::name).toList(),
                    udt.fields().stream().map(CqlType.UserDefined.Field::type).toList());
        }
        CqlType.VectorOf vector = (CqlType.VectorOf) type;
        return vector(vector);
    }

    private static ColumnType collection(ColumnType element) {
        return new ColumnType(
                new ArrayType(element.logicalType()),
                bytes -> {
                    Object[] elements = new Object[bytes.getInt()];
                    for (int i = 0; i < elements.length; i++) {
                        elements[i] = next(element, bytes);
                    }
                    return new GenericArrayData(elements);
                },
                false);
    }

    private static ColumnType map(ColumnType key, ColumnType value) {
        return new ColumnType(
                new MapType(key.logicalType(), value.logicalType()),
                bytes -> {
                    int count = bytes.getInt();
                    Map<Object, Object> entries = new LinkedHashMap<>();
                    for (int i = 0; i < count; i++) {
                        Object mapKey = next(key, bytes);
                        entries.put(mapKey, next(value, bytes));
                    }
                    return new GenericMapData(entries);
                },
                false);
    }

    private static ColumnType row(List<String> names, List<CqlType> types) {
        ColumnType[] fields = types.stream().map(ColumnType::of).toArray(ColumnType[]::new);
        LogicalType[] logicalTypes = new LogicalType[fields.length];
        for (int i = 0; i < fields.length; i++) {
            logicalTypes[i] = fields[i].logicalType();
        }
        return new ColumnType(
                RowType.of(logicalTypes, names.toArray(new String[0])),
                bytes -> {
                    GenericRowData row = new GenericRowData(fields.length);
                    // A value written before a field was added ends earlier.
                    for (int i = 0; i < fields.length && bytes.hasRemaining(); i++) {
                        row.setField(i, next(fields[i], bytes));
                    }
                    return row;
                },
                false);
    }

    private static ColumnType vector(CqlType.VectorOf type) {
        ColumnType element = ColumnType.of(type.element());
        int elementBytes = bytesInVector(type.element());
        return new ColumnType(
                new ArrayType(element.logicalType()),
                bytes -> {
                    Object[] elements = new Object[type.dimensions()];
                    for (int i = 0; i < elements.length; i++) {
                        int length =
                                elementBytes > 0 ? elementBytes : (int) VariableInt.read(bytes);
                        elements[i] = take(element, length, bytes);
                    }
                    return new GenericArrayData(elements);
                },
                false);
    }

    /** Elements of these types stand in a vector without their length; 0 for all others. */
    private static int bytesInVector(CqlType type) {
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

    private static @Nullable Object next(ColumnType type, ByteBuffer bytes) {
        int length = bytes.getInt();
        return length < 0 ? null : take(type, length, bytes);
    }

    private static @Nullable Object take(ColumnType type, int length, ByteBuffer bytes) {
        byte[] value = new byte[length];
        bytes.get(value);
        return type.decode(CqlValue.wrap(value));
    }
}
