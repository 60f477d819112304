/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
     * @throws IllegalArgumentException when CQL has no statement for it: a range whose ends differ
     *     in more than one column
     */
    public String statement(Write write) {
        if (write instanceof Write.Insert insert) {
            return insert(insert);
        }
        if (write instanceof Write.Update update) {
            return update(update);
        }
        if (write instanceof Write.ColumnDelete delete) {
            String columns = String.join(", ", delete.columns());
            return delete(columns + " ", delete.micros(), rowCondition(delete.key()));
        }
        if (write instanceof Write.RowDelete delete) {
            return delete("", delete.micros(), rowCondition(delete.key()));
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
            values.add(shape.regularColumn(cell.getKey()).type().literal(cell.getValue()));
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

    private String update(Write.Update update) {
        String cells =
                update.cells().entrySet().stream()
                        .map(cell -> equal(shape.regularColumn(cell.getKey()), cell.getValue()))
                        .collect(Collectors.joining(", "));
        return "UPDATE %s USING %s SET %s WHERE %s"
                .formatted(
                        shape.name(),
                        using(update.micros(), update.ttlSeconds()),
                        cells,
                        String.join(" AND ", rowCondition(update.key())));
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
        List<String> conditions = new ArrayList<>();
        int common = 0;
        while (common < Math.min(lower.size(), upper.size())
                && lower.get(common).equals(upper.get(common))) {
            conditions.add(equal(shape.clusteringKey().get(common), lower.get(common)));
            common++;
        }
        addEnd(conditions, delete.lower(), common, ">");
        addEnd(conditions, delete.upper(), common, "<");
        return conditions;
    }

    private void addEnd(List<String> conditions, Bound bound, int common, String comparison) {
        int rest = bound.prefix().size() - common;
        if (rest > 1 || (rest == 0 && !bound.inclusive())) {
            throw new IllegalArgumentException(
                    shape.name() + ": CQL has no range delete with the end " + bound);
        }
        if (rest == 1) {
            ModelColumn column = shape.clusteringKey().get(common);
            String literal = column.type().literal(bound.prefix().get(common));
            String operator = bound.inclusive() ? comparison + "=" : comparison;
            conditions.add(column.name() + " " + operator + " " + literal);
        }
    }

    private static String equal(ModelColumn column, Object value) {
        return column.name() + " = " + column.type().literal(value);
    }
}
