/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collections, tuples, user-defined types and vectors for {@link ValueReader}. */
final class StructureReaders {

    private StructureReaders() {}

    static ValueReader.Decoder of(CqlType type) {
        if (type instanceof CqlType.ListOf list) {
            return list(ValueReader.of(list.element()));
        } else if (type instanceof CqlType.SetOf set) {
            return set(ValueReader.of(set.element()));
        } else if (type instanceof CqlType.MapOf map) {
            return map(ValueReader.of(map.key()), ValueReader.of(map.value()));
        } else if (type instanceof CqlType.TupleOf tuple) {
            List<ValueReader> fields = tuple.fields().stream().map(ValueReader::of).toList();
            return value -> Collections.unmodifiableList(fields(fields, value));
        } else if (type instanceof CqlType.UserDefined udt) {
            return userDefined(udt);
        }
        return vector((CqlType.VectorOf) type);
    }

    private static ValueReader.Decoder list(ValueReader element) {
        return value -> {
            ValueParts parts = ValueParts.of(value);
            int count = parts.count();
            List<@Nullable Object> elements = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                elements.add(element.read(parts.next()));
            }
            parts.end();
            return Collections.unmodifiableList(elements);
        };
    }

    private static ValueReader.Decoder set(ValueReader element) {
        return value -> {
            ValueParts parts = ValueParts.of(value);
            int count = parts.count();
            Set<@Nullable Object> elements = new LinkedHashSet<>();
            for (int i = 0; i < count; i++) {
                elements.add(element.read(parts.next()));
            }
            parts.end();
            return Collections.unmodifiableSet(elements);
        };
    }

    private static ValueReader.Decoder map(ValueReader key, ValueReader element) {
        return value -> {
            ValueParts parts = ValueParts.of(value);
            int count = parts.count();
            Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                Object mapKey = key.read(parts.next());
                entries.put(mapKey, element.read(parts.next()));
            }
            parts.end();
            return Collections.unmodifiableMap(entries);
        };
    }

    private static ValueReader.Decoder userDefined(CqlType.UserDefined type) {
        List<ValueReader> readers =
                type.fields().stream().map(field -> ValueReader.of(field.type())).toList();
        return value -> {
            List<@Nullable Object> values = fields(readers, value);
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                fields.put(type.fields().get(i).name(), values.get(i));
            }
            return Collections.unmodifiableMap(fields);
        };
    }

    /**
     * Fields that were added after the value was written are null; those added after the schema was
     * read are left out.
     */
    private static List<@Nullable Object> fields(List<ValueReader> fields, CqlValue value) {
        ValueParts parts = ValueParts.of(value);
        List<@Nullable Object> values = new ArrayList<>(fields.size());
        for (ValueReader field : fields) {
            values.add(parts.hasNext() ? field.read(parts.next()) : null);
        }
        return values;
    }

    private static ValueReader.Decoder vector(CqlType.VectorOf type) {
        ValueReader element = ValueReader.of(type.element());
        int fixedBytes = ValueParts.bytesInVector(type.element());
        return value -> {
            ValueParts parts = ValueParts.of(value);
            List<@Nullable Object> elements = new ArrayList<>(type.dimensions());
            for (int i = 0; i < type.dimensions(); i++) {
                elements.add(element.read(parts.nextInVector(fixedBytes)));
            }
            parts.end();
            return Collections.unmodifiableList(elements);
        };
    }
}
