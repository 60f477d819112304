/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a write does to a collection or user-defined type that is not frozen. Elements are told by
 * their key in a map, by themselves in a set, by the field's name in a user-defined type.
 *
 * <p>Elements of a list are told by a place, a {@link Long}, by which a list is ordered; a server
 * has timeuuids instead, which it makes itself. Who makes a write gives appended elements places
 * above, prepended ones places below all that were given before, in the order in which writes are
 * executed.
 *
 * @param form which statement says it
 * @param put values by element; an element of a set has the value true
 * @param removed elements
 */
public record ElementChange(Form form, Map<Object, Object> put, Set<Object> removed) {
    /** How an element change reads in CQL. */
    public enum Form {
        /** {@code c = …}: what was there is gone. */
        WHOLE,
        /** {@code c = c + …}, {@code c = c - …}, {@code c.f = …}. */
        ELEMENTS,
        /** {@code c[SCYLLA_TIMEUUID_LIST_INDEX(k)] = …}: elements of a list that may be there. */
        LIST_PLACES
    }

    /** Copies the elements. */
    public ElementChange {
        put = Collections.unmodifiableMap(new LinkedHashMap<>(put));
        removed = Collections.unmodifiableSet(new LinkedHashSet<>(removed));
        if (form == Form.WHOLE && !removed.isEmpty()) {
            throw new IllegalArgumentException("overwrite that removes " + removed);
        }
    }

    /** Overwrites with these elements; without any it is the same as null. */
    public static ElementChange whole(Map<?, ?> elements) {
        return new ElementChange(Form.WHOLE, new LinkedHashMap<>(elements), Set.of());
    }

    /** Adds, or overwrites, single elements. */
    public static ElementChange put(Map<?, ?> elements) {
        return new ElementChange(Form.ELEMENTS, new LinkedHashMap<>(elements), Set.of());
    }

    /** Removes single elements. */
    public static ElementChange remove(Set<?> elements) {
        return new ElementChange(Form.ELEMENTS, Map.of(), new LinkedHashSet<>(elements));
    }

    /**
     * What an update says of a column with several cells.
     *
     * @param value an element change, or the whole value; null for a column set to null
     * @throws IllegalArgumentException when it is a whole list, whose elements have no places
     */
    public static ElementChange of(ModelColumn column, Object value) {
        if (value instanceof ElementChange change) {
            return change;
        } else if (value == null) {
            return whole(Map.of());
        } else if (value instanceof Set<?> set) {
            Map<Object, Object> elements = new LinkedHashMap<>();
            set.forEach(element -> elements.put(element, true));
            return whole(elements);
        } else if (value instanceof Map<?, ?> map) {
            return whole(map);
        }
        throw new IllegalArgumentException(
                "%s %s: %s (expected: an ElementChange)"
                        .formatted(column.name(), column.type().cqlName(), value));
    }

    /** The type of an element's value. */
    static ModelType valueType(ModelType type, Object element) {
        if (type instanceof MapType map) {
            return map.value();
        } else if (type instanceof ListType list) {
            return list.element();
        } else if (type instanceof UserType udt) {
            return udt.field(element).type();
        }
        return ModelType.BOOLEAN;
    }

    /** The order of elements in a column. */
    static Comparator<Object> order(ModelType type) {
        if (type instanceof SetType set) {
            return set.element()::compare;
        } else if (type instanceof MapType map) {
            return map.key()::compare;
        } else if (type instanceof UserType udt) {
            return Comparator.comparingInt(name -> udt.fields().indexOf(udt.field(name)));
        }
        return Comparator.comparing(place -> (Long) place);
    }

    /** The value of a column of these elements; null if there are none. */
    static Object valueOf(ModelType type, Map<Object, Object> elements) {
        if (elements.isEmpty()) {
            return null;
        } else if (type instanceof SetType) {
            return Set.copyOf(elements.keySet());
        } else if (type instanceof ListType) {
            return List.copyOf(new TreeMap<>(elements).values());
        }
        return Map.copyOf(elements);
    }
}
