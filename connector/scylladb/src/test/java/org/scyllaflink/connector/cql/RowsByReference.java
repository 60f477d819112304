/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Applies rows of a log to a table one by one, by the words of ScyllaDB's documentation and with
 * none of the connector's code. Sees to it that images show the table as it is.
 */
final class RowsByReference {

    static final String UNLOGGED = "not logged";

    private final TableSchema schema;
    private final boolean keysOnly;
    private final PlainTable table = new PlainTable();
    private @Nullable VectorRow rangeStart;

    RowsByReference(TableSchema schema, boolean keysOnly) {
        this.schema = schema;
        this.keysOnly = keysOnly;
    }

    PlainTable table() {
        return table;
    }

    void apply(VectorRow row) {
        List<String> partition = row.key(schema, 0, schema.partitionKeySize());
        List<String> key = row.key(schema, schema.partitionKeySize(), schema.keySize());
        boolean isStatic = key.isEmpty() && schema.clusteringKeySize() > 0;
        switch (row.operation()) {
            case 0, 9 -> checkImage(row, table.row(partition, isStatic ? null : key));
            case 1, 2 -> patch(row, table.row(partition, isStatic ? null : key), isStatic);
            case 3, -3 -> table.deleteRows(partition, key::equals);
            case 4, -4 -> table.deletePartition(partition);
            case 5, 6 -> rangeStart = row;
            case 7, 8 -> deleteRange(partition, rangeStart, row);
            default -> throw new IllegalArgumentException("operation " + row.operation());
        }
        table.forgetWhatIsGone();
    }

    private void patch(VectorRow row, PlainTable.Row target, boolean isStatic) {
        if (row.operation() == 2) {
            target.mark(row.ttlSeconds());
        }
        boolean says = !row.deleted().isEmpty() || !row.deletedElements().isEmpty();
        for (Column column : schema.columns().subList(schema.keySize(), schema.columns().size())) {
            String name = column.name();
            if (row.deleted().contains(name)) {
                target.clear(name);
            }
            Object value = row.values().get(name);
            if (value != null && column.type().isAtomic()) {
                target.set(name, value, row.ttlSeconds());
            } else if (value != null) {
                elements(column.type(), value)
                        .forEach((k, v) -> target.setElement(name, k, v, row.ttlSeconds()));
            }
            row.deletedElements()
                    .getOrDefault(name, List.of())
                    .forEach(k -> target.removeElement(name, elementKey(column.type(), k)));
            says |= value != null;
        }
        if (keysOnly && !says) {
            schema.columns().stream()
                    .filter(c -> c.kind() == Column.Kind.STATIC ? isStatic : !isStatic)
                    .filter(c -> schema.indexOf(c.name()) >= schema.keySize())
                    .forEach(column -> target.set(column.name(), UNLOGGED, 0));
        }
    }

    /** By their keys, those of a user-defined type by field positions, those of a set null. */
    private static Map<String, Object> elements(CqlType type, Object value) {
        Map<String, Object> elements = new LinkedHashMap<>();
        if (type instanceof CqlType.SetOf) {
            ((List<?>) value).forEach(element -> elements.put((String) element, "element"));
        } else if (type instanceof CqlType.UserDefined udt) {
            for (int i = 0; i < udt.fields().size(); i++) {
                Object field = ((Map<?, ?>) value).get(udt.fields().get(i).name());
                if (field != null) {
                    elements.put(String.valueOf(i), field);
                }
            }
        } else {
            ((Map<?, ?>) value)
                    .forEach(
                            (key, element) ->
                                    elements.put(elementKey(type, (String) key), element));
        }
        return elements;
    }

    private static String elementKey(CqlType type, String key) {
        return type instanceof CqlType.ListOf ? VectorValues.timeuuid(key).toString() : key;
    }

    private void deleteRange(List<String> partition, VectorRow start, VectorRow end) {
        List<String> from = start.key(schema, schema.partitionKeySize(), schema.keySize());
        List<String> to = end.key(schema, schema.partitionKeySize(), schema.keySize());
        table.deleteRows(
                partition,
                key -> {
                    int byStart = compare(key, from);
                    int byEnd = compare(key, to);
                    boolean behind = byStart > 0 || byStart == 0 && start.operation() == 5;
                    boolean before = byEnd < 0 || byEnd == 0 && end.operation() == 7;
                    return behind && before;
                });
    }

    /** By as many columns as the bound has: an open bound is equal to every key. */
    private static int compare(List<String> key, List<String> bound) {
        for (int i = 0; i < bound.size(); i++) {
            int byColumn = Long.compare(Long.parseLong(key.get(i)), Long.parseLong(bound.get(i)));
            if (byColumn != 0) {
                return byColumn;
            }
        }
        return 0;
    }

    private void checkImage(VectorRow image, PlainTable.Row row) {
        for (Column column : schema.columns().subList(schema.keySize(), schema.columns().size())) {
            Object value = image.values().get(column.name());
            if (!keysOnly && (value != null || image.deleted().contains(column.name()))) {
                assertThat(shown(column, row))
                        .as(image.toString())
                        .isEqualTo(column.type().isAtomic() ? value : elements(column, value));
            }
        }
    }

    private static @Nullable Object shown(Column column, PlainTable.Row row) {
        if (column.type().isAtomic()) {
            PlainTable.Cell cell = row.cell(column.name());
            return cell == null ? null : cell.value();
        }
        Map<String, Object> elements = new LinkedHashMap<>();
        if (row.elements(column.name()) != null) {
            row.elements(column.name()).forEach((key, cell) -> elements.put(key, cell.value()));
        }
        return elements;
    }

    private static Map<String, Object> elements(Column column, @Nullable Object value) {
        return value == null ? Map.of() : elements(column.type(), value);
    }
}
