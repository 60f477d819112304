/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a server has in a table, in the form of the model. Needs a driver on the class path. */
public final class SelectedRows {
    private final CqlSession session;

    /** Reads with a session that stays the caller's. */
    public SelectedRows(CqlSession session) {
        this.session = session;
    }

    /** All rows; partitions in the server's order, inside a partition by clustering key. */
    public Map<RowKey, Map<String, Object>> rows(TableShape shape) {
        Map<RowKey, Map<String, Object>> rows = new LinkedHashMap<>();
        for (Row row : session.execute("SELECT * FROM " + shape.name())) {
            List<Object> clustering = values(row, shape.clusteringKey());
            // A partition that has nothing but static columns is shown as a row without key.
            if (!clustering.contains(null)) {
                Map<String, Object> values = named(row, shape.regular());
                values.putAll(named(row, shape.statics()));
                rows.put(new RowKey(values(row, shape.partitionKey()), clustering), values);
            }
        }
        return rows;
    }

    /** The static columns of those partitions where one has a value. */
    public Map<List<Object>, Map<String, Object>> statics(TableShape shape) {
        List<ModelColumn> columns = new ArrayList<>(shape.partitionKey());
        columns.addAll(shape.statics());
        String names = columns.stream().map(ModelColumn::name).collect(Collectors.joining(", "));
        Map<List<Object>, Map<String, Object>> partitions = new HashMap<>();
        for (Row row :
                session.execute("SELECT DISTINCT %s FROM %s".formatted(names, shape.name()))) {
            Map<String, Object> values = named(row, shape.statics());
            if (values.values().stream().anyMatch(value -> value != null)) {
                partitions.put(values(row, shape.partitionKey()), values);
            }
        }
        return partitions;
    }

    private static Map<String, Object> named(Row row, List<ModelColumn> columns) {
        Map<String, Object> values = new HashMap<>();
        columns.forEach(column -> values.put(column.name(), value(row, column)));
        return values;
    }

    private static List<Object> values(Row row, List<ModelColumn> columns) {
        List<Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(value(row, column)));
        return values;
    }

    private static Object value(Row row, ModelColumn column) {
        return row.isNull(column.name()) ? null : plain(row.getObject(column.name()));
    }

    private static Object plain(Object value) {
        if (value instanceof UdtValue udt) {
            Map<Object, Object> fields = new HashMap<>();
            udt.getType()
                    .getFieldNames()
                    .forEach(
                            field -> {
                                if (!udt.isNull(field)) {
                                    fields.put(field.asInternal(), plain(udt.getObject(field)));
                                }
                            });
            return fields;
        } else if (value instanceof List<?> list) {
            return list.stream().map(SelectedRows::plain).toList();
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> entries = new HashMap<>();
            map.forEach((key, one) -> entries.put(key, plain(one)));
            return entries;
        }
        return value;
    }
}
