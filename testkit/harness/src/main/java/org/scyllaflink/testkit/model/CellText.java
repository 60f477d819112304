/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a write says of one column, as CQL. */
final class CellText {
    private CellText() {}

    /**
     * The value in an INSERT.
     *
     * @throws IllegalArgumentException when it is a change of single elements
     */
    static String literal(ModelColumn column, Object value) {
        if (!(value instanceof ElementChange change)) {
            return column.type().literal(value);
        }
        if (change.form() != ElementChange.Form.WHOLE) {
            throw new IllegalArgumentException(
                    column.name() + ": INSERT of " + change + " (expected: a whole value)");
        }
        return literal(column, change.put());
    }

    /**
     * The assignments in an UPDATE.
     *
     * @throws IllegalArgumentException when CQL has none: for elements of a list by their places
     */
    static List<String> assignments(ModelColumn column, Object value) {
        if (!(value instanceof ElementChange change) || change.form() == ElementChange.Form.WHOLE) {
            return List.of(column.name() + " = " + literal(column, value));
        }
        if (column.type() instanceof UserType type) {
            return fields(column, type, change);
        }
        if (column.type() instanceof ListType) {
            return additions(column, change);
        }
        List<String> assignments = new ArrayList<>();
        String name = column.name();
        if (!change.put().isEmpty()) {
            assignments.add(name + " = " + name + " + " + literal(column, change.put()));
        }
        if (!change.removed().isEmpty()) {
            ModelType keys =
                    column.type() instanceof MapType map
                            ? new SetType(map.key(), true)
                            : column.type();
            assignments.add(name + " = " + name + " - " + keys.literal(change.removed()));
        }
        return assignments;
    }

    private static List<String> fields(ModelColumn column, UserType type, ElementChange change) {
        Map<Object, Object> values = new HashMap<>(change.put());
        change.removed().forEach(field -> values.put(field, null));
        List<String> assignments = new ArrayList<>();
        for (ModelColumn field : type.fields()) {
            if (values.containsKey(field.name())) {
                String literal = field.type().literal(values.get(field.name()));
                assignments.add(column.name() + "." + field.name() + " = " + literal);
            }
        }
        return assignments;
    }

    private static List<String> additions(ModelColumn column, ElementChange change) {
        boolean appended = change.put().keySet().stream().allMatch(place -> (Long) place > 0);
        boolean prepended = change.put().keySet().stream().allMatch(place -> (Long) place < 0);
        if (change.form() == ElementChange.Form.LIST_PLACES
                || !change.removed().isEmpty()
                || !appended && !prepended) {
            throw new IllegalArgumentException(
                    column.name() + ": " + change + " (expected: elements at one end of the list)");
        }
        String added = literal(column, change.put());
        String assignment = appended ? "%1$s = %1$s + %2$s" : "%1$s = %2$s + %1$s";
        return List.of(assignment.formatted(column.name(), added));
    }

    private static String literal(ModelColumn column, Map<Object, Object> elements) {
        if (elements.isEmpty()) {
            return column.type() instanceof ListType ? "[]" : emptyLiteral(column.type());
        }
        return column.type().literal(ElementChange.valueOf(column.type(), elements));
    }

    private static String emptyLiteral(ModelType type) {
        return type instanceof UserType udt ? udt.literal(Map.of()) : "{}";
    }
}
