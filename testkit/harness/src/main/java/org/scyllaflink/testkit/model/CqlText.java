/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes as CQL statements with their values and timestamps in them. */
public final class CqlText {
    private final TableShape shape;

    /** For statements on one table, named as its shape names it. */
    public CqlText(TableShape shape) {
        this.shape = shape;
    }

    /**
     * The statement that does what a write says.
     *
     * @throws IllegalArgumentException when CQL has no statement for it: a change of list elements
     *     by their places, or a delete of a range without ends, which would be one of the partition
     */
    public String statement(Write write) {
        if (write instanceof Write.Several several) {
            return switch (several.form()) {
                case BATCH -> batch(several.writes());
                case IN -> in(several.writes());
            };
        }
        return single(write, this::rowCondition);
    }

    private String batch(List<Write> writes) {
        return writes.stream()
                .map(this::statement)
                .collect(Collectors.joining("; ", "BEGIN UNLOGGED BATCH ", "; APPLY BATCH"));
    }

    private String in(List<Write> writes) {
        List<RowKey> rows = writes.stream().map(CqlText::rowOf).toList();
        int last = shape.clusteringKey().size() - 1;
        ModelColumn column = shape.clusteringKey().get(last);
        String values =
                rows.stream()
                        .map(row -> column.type().literal(row.clustering().get(last)))
                        .collect(Collectors.joining(", ", " IN (", ")"));
        return single(
                writes.get(0),
                row -> {
                    List<String> conditions = rowCondition(row);
                    conditions.set(conditions.size() - 1, column.name() + values);
                    return conditions;
                });
    }

    private static RowKey rowOf(Write write) {
        if (write instanceof Write.Update update) {
            return update.key();
        } else if (write instanceof Write.RowDelete delete) {
            return delete.key();
        }
        throw new IllegalArgumentException(write + " (expected: an update or a row delete)");
    }

    private String single(Write write, Function<RowKey, List<String>> condition) {
        if (write instanceof Write.Insert insert) {
            return insert(insert);
        }
        if (write instanceof Write.Update update) {
            return update(update, condition.apply(update.key()));
        }
        if (write instanceof Write.StaticUpdate update) {
            return update(
                    update.cells(),
                    using(update.micros(), update.ttlSeconds()),
                    partitionCondition(update.partition()));
        }
        if (write instanceof Write.ColumnDelete delete) {
            String columns = String.join(", ", delete.columns());
            return delete(columns + " ", delete.micros(), condition.apply(delete.key()));
        }
        if (write instanceof Write.RowDelete delete) {
            return delete("", delete.micros(), condition.apply(delete.key()));
        }
        if (write instanceof Write.RangeDelete delete) {
            List<String> conditions = partitionCondition(delete.partition());
            conditions.addAll(rangeCondition(delete));
            return delete("", delete.micros(), conditions);
        }
        Write.PartitionDelete delete = (Write.PartitionDelete) write;
        return delete("", delete.micros(), partitionCondition(delete.partition()));
    }

    private String insert(Write.Insert insert) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        add(names, values, shape.partitionKey(), insert.key().partition());
        add(names, values, shape.clusteringKey(), insert.key().clustering());
        for (Map.Entry<String, Object> cell : insert.cells().entrySet()) {
            names.add(cell.getKey());
            values.add(CellText.literal(shape.valueColumn(cell.getKey()), cell.getValue()));
        }
        return "INSERT INTO %s (%s) VALUES (%s) USING %s"
                .formatted(
                        shape.name(),
                        String.join(", ", names),
                        String.join(", ", values),
                        using(insert.micros(), insert.ttlSeconds()));
    }

    private static void add(
            List<String> names,
            List<String> literals,
            List<ModelColumn> columns,
            List<Object> values) {
        for (int i = 0; i < columns.size(); i++) {
            names.add(columns.get(i).name());
            literals.add(columns.get(i).type().literal(values.get(i)));
        }
    }

    private String update(Write.Update update, List<String> conditions) {
        return update(update.cells(), using(update.micros(), update.ttlSeconds()), conditions);
    }

    private String update(Map<String, Object> cells, String using, List<String> conditions) {
        String assignments =
                cells.entrySet().stream()
                        .flatMap(cell -> assignments(cell.getKey(), cell.getValue()))
                        .collect(Collectors.joining(", "));
        return "UPDATE %s USING %s SET %s WHERE %s"
                .formatted(shape.name(), using, assignments, String.join(" AND ", conditions));
    }

    private Stream<String> assignments(String column, Object value) {
        return CellText.assignments(shape.valueColumn(column), value).stream();
    }

    private String delete(String columns, long micros, List<String> conditions) {
        return "DELETE %sFROM %s USING TIMESTAMP %d WHERE %s"
                .formatted(columns, shape.name(), micros, String.join(" AND ", conditions));
    }

    private static String using(long micros, int ttlSeconds) {
        return "TIMESTAMP " + micros + (ttlSeconds == 0 ? "" : " AND TTL " + ttlSeconds);
    }

    private List<String> rowCondition(RowKey key) {
        List<String> conditions = partitionCondition(key.partition());
        for (int i = 0; i < shape.clusteringKey().size(); i++) {
            conditions.add(equal(shape.clusteringKey().get(i), key.clustering().get(i)));
        }
        return conditions;
    }

    private List<String> partitionCondition(List<Object> partition) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < shape.partitionKey().size(); i++) {
            conditions.add(equal(shape.partitionKey().get(i), partition.get(i)));
        }
        return conditions;
    }

    private List<String> rangeCondition(Write.RangeDelete delete) {
        List<Object> lower = delete.lower().prefix();
        List<Object> upper = delete.upper().prefix();
        if (lower.isEmpty() && upper.isEmpty()) {
            throw new IllegalArgumentException(
                    shape.name() + ": " + delete + " (expected: an end, or a partition delete)");
        }
        List<String> conditions = new ArrayList<>();
        int common = 0;
        while (common < Math.min(lower.size(), upper.size())
                && lower.get(common).equals(upper.get(common))) {
            common++;
        }
        if (isOneColumn(delete.lower(), common) && isOneColumn(delete.upper(), common)) {
            for (int i = 0; i < common; i++) {
                conditions.add(equal(shape.clusteringKey().get(i), lower.get(i)));
            }
            addEnd(conditions, delete.lower(), common, ">");
            addEnd(conditions, delete.upper(), common, "<");
        } else {
            addTuple(conditions, delete.lower(), ">");
            addTuple(conditions, delete.upper(), "<");
        }
        return conditions;
    }

    private static boolean isOneColumn(Bound bound, int common) {
        int rest = bound.prefix().size() - common;
        return rest == 1 || (rest == 0 && bound.inclusive());
    }

    private void addEnd(List<String> conditions, Bound bound, int common, String comparison) {
        if (bound.prefix().size() > common) {
            ModelColumn column = shape.clusteringKey().get(common);
            String literal = column.type().literal(bound.prefix().get(common));
            conditions.add(column.name() + " " + operator(bound, comparison) + " " + literal);
        }
    }

    private void addTuple(List<String> conditions, Bound bound, String comparison) {
        if (bound.prefix().isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        List<String> literals = new ArrayList<>();
        int size = bound.prefix().size();
        add(names, literals, shape.clusteringKey().subList(0, size), bound.prefix());
        conditions.add(
                "(%s) %s (%s)"
                        .formatted(
                                String.join(", ", names),
                                operator(bound, comparison),
                                String.join(", ", literals)));
    }

    private static String operator(Bound bound, String comparison) {
        return bound.inclusive() ? comparison + "=" : comparison;
    }

    private static String equal(ModelColumn column, Object value) {
        return column.name() + " = " + column.type().literal(value);
    }
}
