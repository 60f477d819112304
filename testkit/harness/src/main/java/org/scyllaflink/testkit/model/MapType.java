/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code map}; {@link Map}.
 *
 * @param key a type whose values are one cell
 * @param value a type whose values are one cell
 * @param frozen whether a value is one cell
 */
public record MapType(ModelType key, ModelType value, boolean frozen) implements ModelType {
    @Override
    public String cqlName() {
        return Encoded.frozenIf(frozen, "map<" + key.cqlName() + ", " + value.cqlName() + ">");
    }

    @Override
    public boolean isOneCell() {
        return frozen;
    }

    @Override
    public String literal(Object map) {
        return map == null
                ? "null"
                : sortedKeys(map).stream()
                        .map(
                                one ->
                                        key.literal(one)
                                                + ": "
                                                + value.literal(((Map<?, ?>) map).get(one)))
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public byte[] encode(Object map) {
        Encoded encoded = new Encoded().number(((Map<?, ?>) map).size());
        for (Object one : sortedKeys(map)) {
            encoded.part(key, one).part(value, ((Map<?, ?>) map).get(one));
        }
        return encoded.toBytes();
    }

    /** Not needed so far: no map is in a key. */
    @Override
    public int compare(Object left, Object right) {
        throw new IllegalArgumentException("order of " + cqlName() + " (expected: no map in keys)");
    }

    private List<Object> sortedKeys(Object map) {
        return new SetType(key, true).sorted(((Map<?, ?>) map).keySet());
    }
}
