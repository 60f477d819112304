/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A user-defined type. Its values are maps of field names to values; a field left out is null.
 *
 * @param name without keyspace
 * @param fields names and types, each of values that are one cell
 * @param frozen whether a value is one cell
 */
public record UserType(String name, List<ModelColumn> fields, boolean frozen) implements ModelType {
    /** Copies the fields. */
    public UserType {
        fields = List.copyOf(fields);
    }

    @Override
    public String cqlName() {
        return Encoded.frozenIf(frozen, name);
    }

    @Override
    public boolean isOneCell() {
        return frozen;
    }

    @Override
    public String literal(Object value) {
        if (value == null) {
            return "null";
        }
        List<ModelColumn> written =
                fields.stream().filter(field -> valueOf(field, value) != null).toList();
        // CQL reads {} as a set.
        return (written.isEmpty() ? fields.subList(0, 1) : written)
                .stream()
                        .map(
                                field ->
                                        field.name()
                                                + ": "
                                                + field.type().literal(valueOf(field, value)))
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public byte[] encode(Object value) {
        Encoded encoded = new Encoded();
        fields.forEach(field -> encoded.part(field.type(), valueOf(field, value)));
        return encoded.toBytes();
    }

    /** Not needed so far: no user-defined type is in a key. */
    @Override
    public int compare(Object left, Object right) {
        throw new IllegalArgumentException(
                "order of " + cqlName() + " (expected: no user-defined type in keys)");
    }

    /**
     * A field by its name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public ModelColumn field(Object fieldName) {
        return fields.stream()
                .filter(field -> field.name().equals(fieldName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + ": no field " + fieldName));
    }

    private static Object valueOf(ModelColumn field, Object value) {
        return ((Map<?, ?>) value).get(field.name());
    }
}
