/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.protocol.internal.util.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Values of both sides in one form: text, lists, and maps with text keys in their order. So {@code
 * 1} of a YAML file equals an int as well as a bigint.
 */
final class Plain {
    private Plain() {}

    static Object of(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof UdtValue udt) {
            Map<String, Object> fields = new LinkedHashMap<>();
            udt.getType()
                    .getFieldNames()
                    .forEach(name -> fields.put(name.asInternal(), of(udt.getObject(name))));
            return fields;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, element) -> plain.put(String.valueOf(of(key)), of(element)));
            return plain;
        }
        if (value instanceof Iterable<?> elements) {
            List<Object> plain = new ArrayList<>();
            elements.forEach(element -> plain.add(of(element)));
            return plain;
        }
        if (value instanceof Float || value instanceof Double) {
            return String.valueOf(((Number) value).doubleValue());
        }
        if (value instanceof ByteBuffer bytes) {
            return Bytes.toHexString(bytes);
        }
        return String.valueOf(value);
    }

    /** Compares; a text {@code $name} of the expected side stands for one and the same text. */
    static boolean matches(Object expected, Object actual, Map<String, String> bindings) {
        if (expected instanceof Map<?, ?> map && actual instanceof Map<?, ?> other) {
            return map.size() == other.size()
                    && matchesInOrder(map.keySet(), other.keySet(), bindings)
                    && matchesInOrder(map.values(), other.values(), bindings);
        }
        if (expected instanceof List<?> list && actual instanceof List<?> other) {
            return list.size() == other.size() && matchesInOrder(list, other, bindings);
        }
        if (expected instanceof String symbol
                && symbol.startsWith("$")
                && actual instanceof String text) {
            return bindings.computeIfAbsent(symbol, s -> text).equals(text);
        }
        return Objects.equals(expected, actual);
    }

    private static boolean matchesInOrder(
            Iterable<?> expected, Iterable<?> actual, Map<String, String> bindings) {
        Iterator<?> others = actual.iterator();
        for (Object element : expected) {
            if (!matches(element, others.next(), bindings)) {
                return false;
            }
        }
        return true;
    }
}
