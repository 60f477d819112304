/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

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
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.ValueParts;

/**
 * Collections, tuples, user-defined types and vectors. A non-frozen collection or user-defined type
 * is to SQL what its frozen counterpart is.
 */
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
                value -> {
                    ValueParts parts = ValueParts.of(value);
                    Object[] elements = new Object[parts.count()];
                    for (int i = 0; i < elements.length; i++) {
                        elements[i] = element.decode(parts.next());
                    }
                    parts.end();
                    return new GenericArrayData(elements);
                },
                false);
    }

    private static ColumnType map(ColumnType key, ColumnType element) {
        return new ColumnType(
                new MapType(key.logicalType(), element.logicalType()),
                value -> {
                    ValueParts parts = ValueParts.of(value);
                    int count = parts.count();
                    Map<Object, Object> entries = new LinkedHashMap<>();
                    for (int i = 0; i < count; i++) {
                        Object mapKey = key.decode(parts.next());
                        entries.put(mapKey, element.decode(parts.next()));
                    }
                    parts.end();
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
                value -> {
                    ValueParts parts = ValueParts.of(value);
                    GenericRowData row = new GenericRowData(fields.length);
                    // A value written before a field was added ends earlier, and one written after
                    // a field was added that the schema does not have yet ends later.
                    for (int i = 0; i < fields.length && parts.hasNext(); i++) {
                        row.setField(i, fields[i].decode(parts.next()));
                    }
                    return row;
                },
                false);
    }

    private static ColumnType vector(CqlType.VectorOf type) {
        ColumnType element = ColumnType.of(type.element());
        int fixedBytes = ValueParts.bytesInVector(type.element());
        return new ColumnType(
                new ArrayType(element.logicalType()),
                value -> {
                    ValueParts parts = ValueParts.of(value);
                    Object[] elements = new Object[type.dimensions()];
                    for (int i = 0; i < elements.length; i++) {
                        elements[i] = element.decode(parts.nextInVector(fixedBytes));
                    }
                    parts.end();
                    return new GenericArrayData(elements);
                },
                false);
    }
}
