/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.testkit.model.ListType;
import org.scyllaflink.testkit.model.MapType;
import org.scyllaflink.testkit.model.ModelColumn;
import org.scyllaflink.testkit.model.ModelType;
import org.scyllaflink.testkit.model.SetType;
import org.scyllaflink.testkit.model.UserType;

/** Values of rows and of the model in one form, to compare them: of lists, maps and Java values. */
final class PlainValues {

    private PlainValues() {}

    /** A value that went out: a row is a map of those of its fields that are not null. */
    static @Nullable Object ofFlink(LogicalType type, @Nullable Object value) {
        if (value instanceof ArrayData array) {
            return list(((ArrayType) type).getElementType(), array);
        } else if (value instanceof MapData map) {
            org.apache.flink.table.types.logical.MapType mapType =
                    (org.apache.flink.table.types.logical.MapType) type;
            List<@Nullable Object> keys = list(mapType.getKeyType(), map.keyArray());
            List<@Nullable Object> values = list(mapType.getValueType(), map.valueArray());
            Map<@Nullable Object, @Nullable Object> plain = new HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                plain.put(keys.get(i), values.get(i));
            }
            return plain;
        } else if (value instanceof RowData row) {
            return fields((RowType) type, row);
        } else if (value instanceof TimestampData timestamp) {
            return timestamp.toInstant();
        }
        return value == null || value instanceof Number || value instanceof Boolean
                ? value
                : value.toString();
    }

    private static List<@Nullable Object> list(LogicalType type, ArrayData array) {
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
        List<@Nullable Object> plain = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            plain.add(ofFlink(type, getter.getElementOrNull(array, i)));
        }
        return plain;
    }

    private static Map<String, Object> fields(RowType type, RowData row) {
        Map<String, Object> fields = new HashMap<>();
        for (int i = 0; i < type.getFieldCount(); i++) {
            RowData.FieldGetter getter = RowData.createFieldGetter(type.getTypeAt(i), i);
            Object field = ofFlink(type.getTypeAt(i), getter.getFieldOrNull(row));
            if (field != null) {
                fields.put(type.getFieldNames().get(i), field);
            }
        }
        return fields;
    }

    /** A value of the model: a set is a list in the order of a server. */
    static @Nullable Object ofModel(ModelType type, @Nullable Object value) {
        if (value == null) {
            return null;
        } else if (type instanceof SetType set) {
            return set.sorted(value).stream().map(one -> ofModel(set.element(), one)).toList();
        } else if (type instanceof ListType list) {
            return ((List<?>) value).stream().map(one -> ofModel(list.element(), one)).toList();
        } else if (type instanceof MapType map) {
            Map<@Nullable Object, @Nullable Object> plain = new HashMap<>();
            ((Map<?, ?>) value)
                    .forEach(
                            (key, one) ->
                                    plain.put(ofModel(map.key(), key), ofModel(map.value(), one)));
            return plain;
        } else if (type instanceof UserType udt) {
            Map<String, @Nullable Object> plain = new HashMap<>();
            for (ModelColumn field : udt.fields()) {
                Object one = ((Map<?, ?>) value).get(field.name());
                if (one != null) {
                    plain.put(field.name(), ofModel(field.type(), one));
                }
            }
            return plain;
        }
        return value;
    }
}
