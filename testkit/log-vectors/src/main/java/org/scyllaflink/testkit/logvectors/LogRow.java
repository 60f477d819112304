/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One log row, as expected or as read.
 *
 * @param seq its place in the group
 * @param operation the code of the operation
 * @param ttl in seconds; null for none
 * @param endOfBatch whether it is marked as the last of its group
 * @param values the base columns that are not null
 * @param deleted the base columns marked as deleted
 * @param deletedElements the removed elements of base columns
 */
record LogRow(
        int seq,
        int operation,
        Long ttl,
        boolean endOfBatch,
        Map<String, Object> values,
        Set<String> deleted,
        Map<String, Object> deletedElements) {
    private static final String DELETED_ELEMENTS = "cdc$deleted_elements_";
    private static final String DELETED = "cdc$deleted_";

    static LogRow expected(Yaml row, Symbols symbols) {
        return new LogRow(
                row.number("seq"),
                row.number("op"),
                row.has("ttl") ? Long.valueOf(row.number("ttl")) : null,
                row.isTrue("eob"),
                plain(row.mapping("values"), symbols),
                new TreeSet<>(row.texts("deleted")),
                plain(row.mapping("deleted_elements"), symbols));
    }

    private static Map<String, Object> plain(Map<?, ?> columns, Symbols symbols) {
        Map<String, Object> plain = new TreeMap<>();
        columns.forEach(
                (name, value) -> plain.put(String.valueOf(name), Plain.of(symbols.value(value))));
        return plain;
    }

    static LogRow read(Row row) {
        Map<String, Object> values = new TreeMap<>();
        Map<String, Object> elements = new TreeMap<>();
        Set<String> deleted = new TreeSet<>();
        for (ColumnDefinition column : row.getColumnDefinitions()) {
            String name = column.getName().asInternal();
            if (row.isNull(column.getName())) {
                continue; // the driver would make an empty collection of it
            }
            Object value = row.getObject(column.getName());
            if (name.startsWith(DELETED_ELEMENTS)) {
                elements.put(name.substring(DELETED_ELEMENTS.length()), Plain.of(value));
            } else if (name.startsWith(DELETED)) {
                deleted.add(
                        name.substring(DELETED.length()) + (value.equals(true) ? "" : "=false"));
            } else if (!name.startsWith("cdc$")) {
                values.put(name, Plain.of(value));
            }
        }
        return new LogRow(
                row.getInt("\"cdc$batch_seq_no\""),
                row.getByte("\"cdc$operation\""),
                row.get("\"cdc$ttl\"", Long.class),
                row.getBoolean("\"cdc$end_of_batch\""),
                values,
                deleted,
                elements);
    }

    /** Compares with a row that was read; binds symbols of this row to what stands there. */
    boolean matches(LogRow actual, Map<String, String> bindings) {
        return seq == actual.seq
                && operation == actual.operation
                && Objects.equals(ttl, actual.ttl)
                && endOfBatch == actual.endOfBatch
                && deleted.equals(actual.deleted)
                && Plain.matches(values, actual.values, bindings)
                && Plain.matches(deletedElements, actual.deletedElements, bindings);
    }

    @Override
    public String toString() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("seq", seq);
        shown.put("op", operation);
        if (ttl != null) {
            shown.put("ttl", ttl);
        }
        if (endOfBatch) {
            shown.put("eob", true);
        }
        shown.put("values", values);
        if (!deleted.isEmpty()) {
            shown.put("deleted", List.copyOf(deleted));
        }
        if (!deletedElements.isEmpty()) {
            shown.put("deleted_elements", deletedElements);
        }
        return shown.toString();
    }
}
