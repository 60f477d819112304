/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.TableSchema;

/**
 * A row of the log as a log vector writes it down.
 *
 * @param values in plain form: text, lists and maps of text
 */
record VectorRow(
        int group,
        int sequence,
        int operation,
        int ttlSeconds,
        boolean endOfBatch,
        Map<String, Object> values,
        List<String> deleted,
        Map<String, List<String>> deletedElements) {

    /** What {@code $PAST} stands for, in seconds since 1970. */
    private static final String SOME_TIME = "1700000000";

    static VectorRow of(Map<?, ?> yaml) {
        Map<String, List<String>> deletedElements = new LinkedHashMap<>();
        mapping(yaml, "deleted_elements")
                .forEach((column, keys) -> deletedElements.put((String) column, texts(keys)));
        Map<String, Object> values = new LinkedHashMap<>();
        mapping(yaml, "values")
                .forEach((column, value) -> values.put(String.valueOf(column), plain(value)));
        return new VectorRow(
                number(yaml, "g"),
                number(yaml, "seq"),
                number(yaml, "op"),
                number(yaml, "ttl"),
                Boolean.TRUE.equals(yaml.get("eob")),
                values,
                texts(yaml.get("deleted")),
                deletedElements);
    }

    /** The same row as the log would give it. */
    HandMadeRow toLogRow(TableSchema schema, CdcTime time) {
        HandMadeRow row = new HandMadeRow(schema, time, sequence, operation).ttl(ttlSeconds);
        values.forEach(
                (column, value) ->
                        row.with(
                                column,
                                VectorValues.logged(
                                        schema.column(schema.indexOf(column)).type(), value)));
        deleted.forEach(row::deleted);
        deletedElements.forEach(
                (column, keys) ->
                        row.deletedElements(
                                column,
                                VectorValues.keys(
                                        schema.column(schema.indexOf(column)).type(), keys)));
        return endOfBatch ? row.end() : row;
    }

    /** Columns of the key, those with a value. */
    List<String> key(TableSchema schema, int from, int to) {
        List<String> key = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Object value = values.get(schema.column(i).name());
            if (value != null) {
                key.add((String) value);
            }
        }
        return key;
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, element) -> plain.put(String.valueOf(key), plain(element)));
            return plain;
        } else if (value instanceof List<?> list) {
            return texts(list);
        }
        if ("$PAST".equals(value)) {
            return SOME_TIME;
        }
        return value == null ? null : String.valueOf(value);
    }

    private static List<String> texts(Object list) {
        return list == null ? List.of() : ((List<?>) list).stream().map(String::valueOf).toList();
    }

    private static Map<?, ?> mapping(Map<?, ?> yaml, String key) {
        return yaml.get(key) == null ? Map.of() : (Map<?, ?>) yaml.get(key);
    }

    private static int number(Map<?, ?> yaml, String key) {
        return yaml.get(key) == null ? 0 : (Integer) yaml.get(key);
    }
}
