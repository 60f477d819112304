/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.util.List;
import java.util.Map;

/** One mapping of a YAML file, read by keys that must have the type asked for. */
final class Yaml {
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

    boolean isTrue(String key) {
        return has(key) && value(key, Boolean.class);
    }

    /** Returns a list; an empty one when the key is absent. */
    List<?> list(String key) {
        return has(key) ? value(key, List.class) : List.of();
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
        return list(key).stream().map(child -> new Yaml(place + "." + key, child)).toList();
    }

    private <T> T value(String key, Class<T> type) {
        Object value = map.get(key);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    place + "." + key + ": " + value + " (expected: " + type.getSimpleName() + ")");
        }
        return type.cast(value);
    }
}
