/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows of a table in plain form, for two models of what a log does to a table. */
final class PlainTable {

    private final Map<List<String>, Partition> partitions = new LinkedHashMap<>();

    /**
     * A value and its time to live.
     *
     * @param value in plain form
     */
    record Cell(Object value, int ttlSeconds) {}

    /** A row, or the static part of a partition. */
    static final class Row {
        private final Map<String, Cell> cells = new TreeMap<>();

        /** By column, then by key of the element. */
        private final Map<String, Map<String, Cell>> elements = new TreeMap<>();

        private @Nullable Integer markerTtl;

        void mark(int ttlSeconds) {
            markerTtl = ttlSeconds;
        }

        void set(String column, Object value, int ttlSeconds) {
            cells.put(column, new Cell(value, ttlSeconds));
        }

        void clear(String column) {
            cells.remove(column);
            elements.remove(column);
        }

        void setElement(String column, String key, Object value, int ttlSeconds) {
            elements.computeIfAbsent(column, c -> new TreeMap<>())
                    .put(key, new Cell(value, ttlSeconds));
        }

        void removeElement(String column, String key) {
            elements.computeIfAbsent(column, c -> new TreeMap<>()).remove(key);
            if (elements.get(column).isEmpty()) {
                elements.remove(column);
            }
        }

        @Nullable Cell cell(String column) {
            return cells.get(column);
        }

        /** Sorted as text; null if the column is null. */
        @Nullable Map<String, Cell> elements(String column) {
            return elements.get(column);
        }

        boolean isGone() {
            return markerTtl == null && cells.isEmpty() && elements.isEmpty();
        }

        @Override
        public String toString() {
            return (markerTtl == null ? "" : "marker " + markerTtl + " ") + cells + elements;
        }
    }

    private static final class Partition {
        private final Row statics = new Row();
        private final Map<List<String>, Row> rows = new LinkedHashMap<>();
    }

    /**
     * @param key null for the static part
     */
    Row row(List<String> partitionKey, @Nullable List<String> key) {
        Partition partition = partitions.computeIfAbsent(partitionKey, p -> new Partition());
        return key == null
                ? partition.statics
                : partition.rows.computeIfAbsent(key, k -> new Row());
    }

    void deletePartition(List<String> partitionKey) {
        partitions.remove(partitionKey);
    }

    void deleteRows(List<String> partitionKey, Predicate<List<String>> which) {
        if (partitions.containsKey(partitionKey)) {
            partitions.get(partitionKey).rows.keySet().removeIf(which);
        }
    }

    /** A row exists while it has a marker or a value. */
    void forgetWhatIsGone() {
        partitions.values().forEach(p -> p.rows.values().removeIf(Row::isGone));
        partitions.values().removeIf(p -> p.rows.isEmpty() && p.statics.isGone());
    }

    /** One line a row. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        partitions.forEach(
                (key, partition) -> {
                    text.append(key).append(" static ").append(partition.statics).append('\n');
                    partition.rows.forEach(
                            (ck, row) ->
                                    text.append(key)
                                            .append(ck)
                                            .append(' ')
                                            .append(row)
                                            .append('\n'));
                });
        return text.toString();
    }
}
