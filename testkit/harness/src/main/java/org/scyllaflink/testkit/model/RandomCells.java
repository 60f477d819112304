/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Random values of columns, and random changes of their elements. */
final class RandomCells {
    private static final int MAX_ELEMENTS = 3;

    private final TableShape shape;
    private final int values;
    private final double nullShare;
    private final Random random;
    private long places;

    RandomCells(TableShape shape, int values, double nullShare, Random random) {
        this.shape = shape;
        this.values = values;
        this.nullShare = nullShare;
        this.random = random;
    }

    /** Whole values of some regular columns, or none, and now and then of static ones. */
    Map<String, Object> inserted() {
        Map<String, Object> cells = new LinkedHashMap<>();
        for (ModelColumn column : someOf(shape.regular())) {
            cells.put(column.name(), whole(column));
        }
        if (random.nextInt(4) == 0) {
            for (ModelColumn column : someOf(shape.statics())) {
                cells.put(column.name(), whole(column));
            }
        }
        return cells;
    }

    /** Changes of at least one regular column, and now and then of static ones. */
    Map<String, Object> updated() {
        Map<String, Object> cells = new LinkedHashMap<>();
        for (ModelColumn column : atLeastOneOf(shape.regular())) {
            cells.put(column.name(), change(column));
        }
        if (random.nextInt(4) == 0) {
            for (ModelColumn column : someOf(shape.statics())) {
                cells.put(column.name(), change(column));
            }
        }
        return cells;
    }

    /** Changes of at least one static column. */
    Map<String, Object> statics() {
        Map<String, Object> cells = new LinkedHashMap<>();
        for (ModelColumn column : atLeastOneOf(shape.statics())) {
            cells.put(column.name(), change(column));
        }
        return cells;
    }

    boolean hasLists() {
        return !lists().isEmpty();
    }

    /** Changes of elements of one list by places given before, wherever they were given. */
    Map<String, Object> listPlaces() {
        ModelColumn column = lists().get(random.nextInt(lists().size()));
        Map<Object, Object> put = new LinkedHashMap<>();
        Set<Object> removed = new LinkedHashSet<>();
        for (int i = 1 + random.nextInt(MAX_ELEMENTS); i > 0; i--) {
            long place = places + 1 - random.nextInt(1 + (int) Math.min(20, places));
            Long signed = random.nextBoolean() ? place : Long.valueOf(-place);
            if (random.nextInt(3) == 0) {
                removed.add(signed);
            } else {
                put.put(signed, value(((ListType) column.type()).element(), values));
            }
        }
        ElementChange.Form form = ElementChange.Form.LIST_PLACES;
        return Map.of(column.name(), new ElementChange(form, put, removed));
    }

    private List<ModelColumn> lists() {
        return shape.regular().stream()
                .filter(column -> column.type() instanceof ListType && !column.type().isOneCell())
                .toList();
    }

    private List<ModelColumn> someOf(List<ModelColumn> columns) {
        return columns.stream().filter(column -> random.nextBoolean()).toList();
    }

    private List<ModelColumn> atLeastOneOf(List<ModelColumn> columns) {
        List<ModelColumn> some = someOf(columns);
        return some.isEmpty() ? List.of(columns.get(random.nextInt(columns.size()))) : some;
    }

    private Object whole(ModelColumn column) {
        if (random.nextDouble() < nullShare) {
            return null;
        }
        return column.type().isOneCell()
                ? value(column.type(), values)
                : ElementChange.whole(elements(column.type(), 0, true));
    }

    private Object change(ModelColumn column) {
        if (column.type().isOneCell()) {
            return whole(column);
        }
        return switch (random.nextInt(5)) {
            case 0 -> whole(column);
            case 1 -> removal(column.type());
            default -> ElementChange.put(elements(column.type(), 1, random.nextBoolean()));
        };
    }

    // Elements of lists cannot be removed by what they are.
    private ElementChange removal(ModelType type) {
        return type instanceof ListType
                ? ElementChange.put(elements(type, 1, false))
                : ElementChange.remove(elements(type, 1, true).keySet());
    }

    private Map<Object, Object> elements(ModelType type, int atLeast, boolean append) {
        Map<Object, Object> elements = new LinkedHashMap<>();
        for (int i = atLeast + random.nextInt(MAX_ELEMENTS); i > 0; i--) {
            Object element = element(type, append);
            elements.put(element, value(ElementChange.valueType(type, element), values));
        }
        if (type instanceof SetType) {
            elements.replaceAll((element, drawn) -> true);
        }
        return elements;
    }

    private Object element(ModelType type, boolean append) {
        if (type instanceof SetType set) {
            return value(set.element(), values);
        } else if (type instanceof MapType map) {
            return value(map.key(), values);
        } else if (type instanceof UserType udt) {
            return udt.fields().get(random.nextInt(udt.fields().size())).name();
        }
        places++;
        return append ? places : -places;
    }

    /** One of so many different values of a type whose values are one cell. */
    Object value(ModelType type, int different) {
        if (type instanceof AtomicType atomic) {
            return atomic(atomic, random.nextInt(different), different);
        } else if (type instanceof ListType list) {
            List<Object> elements = new ArrayList<>();
            for (int i = random.nextInt(MAX_ELEMENTS); i > 0; i--) {
                elements.add(value(list.element(), different));
            }
            return elements;
        } else if (type instanceof SetType set) {
            return new LinkedHashSet<>(
                    (List<?>) value(new ListType(set.element(), true), different));
        } else if (type instanceof MapType map) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (int i = random.nextInt(MAX_ELEMENTS); i > 0; i--) {
                entries.put(value(map.key(), different), value(map.value(), different));
            }
            return entries;
        }
        Map<Object, Object> fields = new LinkedHashMap<>();
        for (ModelColumn field : someOf(((UserType) type).fields())) {
            fields.put(field.name(), value(field.type(), different));
        }
        return fields;
    }

    private static Object atomic(AtomicType type, int drawn, int different) {
        return switch (type) {
            // Negative ones, too: their bytes are greater than those of positive ones.
            case INT -> drawn - different / 2;
            case BIGINT -> (long) drawn - different / 2;
            case DOUBLE -> (drawn - different / 2) / 2.0;
            case BOOLEAN -> drawn % 2 == 0;
            case TEXT -> "it's " + drawn;
            case TIMESTAMP -> Instant.ofEpochSecond(drawn * 1000L);
        };
    }
}
