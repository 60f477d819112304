/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One mapping of a YAML file, read by keys that must have the type asked for. */
final class Yaml {
    private static final Map<Class<?>, String> NAMES =
            Map.of(
                    String.class, "text",
                    Integer.class, "a whole number",
                    Number.class, "a number",
                    Boolean.class, "true or false",
                    List.class, "a list",
                    Map.class, "a mapping");

    private final String place;
    private final Map<?, ?> map;

    Yaml(String place, Object map) {
        if (!(map instanceof Map<?, ?> mapping)) {
            throw new IllegalArgumentException(place + ": " + map + " (expected: a mapping)");
        }
        this.place = place;
        this.map = mapping;
    }

    boolean has(String key) {
        return map.get(key) != null;
    }

    String text(String key) {
        return value(key, String.class);
    }

    String text(String key, String otherwise) {
        return has(key) ? String.valueOf(map.get(key)) : otherwise;
    }

    int number(String key) {
        return value(key, Integer.class);
    }

    long integer(String key) {
        return value(key, Number.class).longValue();
    }

    /** Returns the whole numbers of a list; none when the key is absent. */
    List<Long> integers(String key) {
        List<Long> numbers = new ArrayList<>();
        for (Object element : list(key)) {
            if (!(element instanceof Integer) && !(element instanceof Long)) {
                throw wrong(key, element, "whole numbers");
            }
            numbers.add(((Number) element).longValue());
        }
        return numbers;
    }

    boolean isTrue(String key) {
        return has(key) && value(key, Boolean.class);
    }

    /** Returns a list; an empty one when the key is absent. */
    List<?> list(String key) {
        return has(key) ? value(key, List.class) : List.of();
    }

    /** Refuses a mapping where a list is absent, an empty one is fine. */
    void requireList(String key) {
        value(key, List.class);
    }

    List<String> texts(String key) {
        return list(key).stream().map(String::valueOf).toList();
    }

    /** Returns a mapping in the file's order; an empty one when the key is absent. */
    Map<?, ?> mapping(String key) {
        return has(key) ? value(key, Map.class) : Map.of();
    }

    /** Returns the mappings of a list. */
    List<Yaml> children(String key) {
        List<Yaml> children = new ArrayList<>();
        for (Object child : list(key)) {
            children.add(new Yaml(place + "." + key + "[" + (children.size() + 1) + "]", child));
        }
        return children;
    }

    /** Returns the mapping at a key. */
    Yaml child(String key) {
        return new Yaml(place + "." + key, map.get(key));
    }

    /** Refuses a mapping with other keys: a misspelt one would check nothing. */
    void refuseOthers(String... known) {
        for (Object key : map.keySet()) {
            if (!List.of(known).contains(key)) {
                throw new IllegalArgumentException(
                        place
                                + ": unknown key "
                                + key
                                + " (expected: "
                                + String.join(", ", known)
                                + ")");
            }
        }
    }

    /** Makes the error for a value that is not as it should be. */
    IllegalArgumentException wrong(String key, Object value, String expected) {
        return new IllegalArgumentException(
                place + "." + key + ": " + value + " (expected: " + expected + ")");
    }

    private <T> T value(String key, Class<T> type) {
        Object value = map.get(key);
        if (!type.isInstance(value)) {
            throw wrong(key, value, NAMES.getOrDefault(type, type.getSimpleName()));
        }
        return type.cast(value);
    }
}
