/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code list}; {@link List}.
 *
 * @param element a type whose values are one cell
 * @param frozen whether a value is one cell
 */
public record ListType(ModelType element, boolean frozen) implements ModelType {
    @Override
    public String cqlName() {
        return Encoded.frozenIf(frozen, "list<" + element.cqlName() + ">");
    }

    @Override
    public boolean isOneCell() {
        return frozen;
    }

    @Override
    public String literal(Object value) {
        return value == null
                ? "null"
                : ((List<?>) value)
                        .stream().map(element::literal).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public byte[] encode(Object value) {
        List<?> elements = (List<?>) value;
        Encoded encoded = new Encoded().number(elements.size());
        elements.forEach(one -> encoded.part(element, one));
        return encoded.toBytes();
    }

    @Override
    public int compare(Object left, Object right) {
        Iterator<?> lefts = ((List<?>) left).iterator();
        Iterator<?> rights = ((List<?>) right).iterator();
        while (lefts.hasNext() && rights.hasNext()) {
            int order = element.compare(lefts.next(), rights.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(lefts.hasNext(), rights.hasNext());
    }
}
