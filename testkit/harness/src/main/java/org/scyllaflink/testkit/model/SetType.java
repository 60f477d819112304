/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code set}; {@link Set}.
 *
 * @param element a type whose values are one cell
 * @param frozen whether a value is one cell
 */
public record SetType(ModelType element, boolean frozen) implements ModelType {
    @Override
    public String cqlName() {
        return Encoded.frozenIf(frozen, "set<" + element.cqlName() + ">");
    }

    @Override
    public boolean isOneCell() {
        return frozen;
    }

    @Override
    public String literal(Object value) {
        return value == null
                ? "null"
                : sorted(value).stream()
                        .map(element::literal)
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public byte[] encode(Object value) {
        return new ListType(element, true).encode(sorted(value));
    }

    @Override
    public int compare(Object left, Object right) {
        return new ListType(element, true).compare(sorted(left), sorted(right));
    }

    /** The elements of a value in the order of a server. */
    public List<Object> sorted(Object value) {
        return ((Set<?>) value).stream().<Object>map(one -> one).sorted(element::compare).toList();
    }
}
