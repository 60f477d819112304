/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.changelog.ColumnType;
import org.scyllaflink.connector.model.CqlType;

/**
 * From Flink's internal data of the type that a CQL type has by default to that of another type
 * that a query declares.
 */
@FunctionalInterface
interface Conversion {

    /** Both types have the same internal data. */
    Conversion NONE = value -> value;

    /** A timestamp of CQL is one of milliseconds. */
    int LEAST_TIMESTAMP_PRECISION = 3;

    /**
     * @param value never null
     * @throws IllegalArgumentException if the type does not hold the value; names both
     */
    Object convert(Object value);

    default @Nullable Object convertNullable(@Nullable Object value) {
        return value == null ? null : convert(value);
    }

    /**
     * @param declared whose nullability says nothing; that of the types in it does
     * @return null if there is none
     */
    static @Nullable Conversion of(CqlType type, LogicalType declared) {
        LogicalType physical = ColumnType.of(type).logicalType();
        if (declared.copy(true).equals(physical)) {
            return NONE;
        } else if (declared instanceof DecimalType decimal) {
            return type == CqlType.Native.DECIMAL || type == CqlType.Native.VARINT
                    ? value -> decimal(value.toString(), decimal)
                    : null;
        } else if (declared instanceof LocalZonedTimestampType timestamp) {
            return type == CqlType.Native.TIMESTAMP
                            && timestamp.getPrecision() >= LEAST_TIMESTAMP_PRECISION
                    ? NONE
                    : null;
        } else if (declared instanceof ArrayType array && physical instanceof ArrayType from) {
            return ofElements(elementType(type), from.getElementType(), array.getElementType());
        } else if (declared instanceof MapType map && type instanceof CqlType.MapOf from) {
            return ofEntries(from, map);
        } else if (declared instanceof RowType row && physical instanceof RowType from) {
            return ofFields(fieldTypes(type), from, row);
        }
        return null;
    }

    private static @Nullable Conversion inside(CqlType type, LogicalType declared) {
        return declared.isNullable() ? of(type, declared) : null;
    }

    private static DecimalData decimal(String text, DecimalType type) {
        BigDecimal value = new BigDecimal(text);
        int scale = type.getScale();
        if (value.signum() == 0) {
            return DecimalData.zero(type.getPrecision(), scale);
        }
        // Looked at before it is brought to the scale: 1E+1000000000 would fill the memory.
        BigDecimal shortest = value.stripTrailingZeros();
        long integerDigits = (long) shortest.precision() - shortest.scale();
        if (shortest.scale() > scale || integerDigits > type.getPrecision() - scale) {
            throw new IllegalArgumentException(
                    text + " (expected: a value of type " + type.asSummaryString() + ")");
        }
        return DecimalData.fromBigDecimal(shortest, type.getPrecision(), scale);
    }

    private static CqlType elementType(CqlType type) {
        if (type instanceof CqlType.ListOf list) {
            return list.element();
        } else if (type instanceof CqlType.SetOf set) {
            return set.element();
        }
        return ((CqlType.VectorOf) type).element();
    }

    private static List<CqlType> fieldTypes(CqlType type) {
        return type instanceof CqlType.TupleOf tuple
                ? tuple.fields()
                : ((CqlType.UserDefined) type)
                        .fields().stream().map(CqlType.UserDefined.Field::type).toList();
    }

    private static @Nullable Conversion ofElements(
            CqlType type, LogicalType physical, LogicalType declared) {
        Conversion element = inside(type, declared);
        if (element == null || element == NONE) {
            return element;
        }
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(physical);
        return value -> {
            ArrayData array = (ArrayData) value;
            Object[] elements = new Object[array.size()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = element.convertNullable(getter.getElementOrNull(array, i));
            }
            return new GenericArrayData(elements);
        };
    }

    private static @Nullable Conversion ofEntries(CqlType.MapOf type, MapType declared) {
        Conversion key = inside(type.key(), declared.getKeyType());
        Conversion element = inside(type.value(), declared.getValueType());
        if (key == null || element == null) {
            return null;
        }
        if (key == NONE && element == NONE) {
            return NONE;
        }
        MapType physical = (MapType) ColumnType.of(type).logicalType();
        ArrayData.ElementGetter keys = ArrayData.createElementGetter(physical.getKeyType());
        ArrayData.ElementGetter values = ArrayData.createElementGetter(physical.getValueType());
        return value -> {
            MapData map = (MapData) value;
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (int i = 0; i < map.size(); i++) {
                entries.put(
                        key.convertNullable(keys.getElementOrNull(map.keyArray(), i)),
                        element.convertNullable(values.getElementOrNull(map.valueArray(), i)));
            }
            return new GenericMapData(entries);
        };
    }

    /** Fields are found by their names; those that are not declared are left out. */
    private static @Nullable Conversion ofFields(
            List<CqlType> types, RowType physical, RowType declared) {
        List<RowData.FieldGetter> getters = new ArrayList<>();
        List<Conversion> conversions = new ArrayList<>();
        for (RowType.RowField field : declared.getFields()) {
            int index = physical.getFieldIndex(field.getName());
            Conversion conversion = index < 0 ? null : inside(types.get(index), field.getType());
            if (conversion == null) {
                return null;
            }
            getters.add(RowData.createFieldGetter(physical.getTypeAt(index), index));
            conversions.add(conversion);
        }
        return value -> {
            GenericRowData row = new GenericRowData(getters.size());
            for (int i = 0; i < getters.size(); i++) {
                Object field = getters.get(i).getFieldOrNull((RowData) value);
                row.setField(i, conversions.get(i).convertNullable(field));
            }
            return row;
        };
    }
}
