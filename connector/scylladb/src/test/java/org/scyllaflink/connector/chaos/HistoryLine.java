/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The text of one change. Both sides of the comparison are written with it, so that they differ in
 * what they say and never in how. All values are hexadecimal.
 */
final class HistoryLine {

    private final StringBuilder text = new StringBuilder();

    /** By name, as the two sides may know the columns in another order. */
    private final Map<String, Column> columns = new TreeMap<>();

    private final Map<String, String> images = new TreeMap<>();

    /**
     * @param kind what was done
     * @param generationMillis start of the stream's generation or stream set
     * @param time {@code cdc$time}
     */
    HistoryLine(String kind, String stream, long generationMillis, String time, int sequence) {
        text.append(generationMillis).append(' ').append(stream).append(' ').append(time);
        text.append('#').append(sequence).append(' ').append(kind);
    }

    HistoryLine with(String word) {
        text.append(' ').append(word);
        return this;
    }

    void ttl(int seconds) {
        text.append(expiring(seconds));
    }

    void written(String column, String value, int ttlSeconds) {
        column(column).value.append('=').append(value).append(expiring(ttlSeconds));
    }

    void deleted(String column) {
        column(column).value.append("=null");
    }

    /** All elements of a collection or of a user-defined type were deleted. */
    void cleared(String column) {
        column(column).value.append("=empty");
    }

    /** An element of a collection, or a field of a user-defined type, was written. */
    void added(String column, String key, @Nullable String value, int ttlSeconds) {
        column(column)
                .added
                .append(" +")
                .append(key)
                .append(value == null ? "" : "=" + value)
                .append(expiring(ttlSeconds));
    }

    void removed(String column, String key) {
        column(column).removed.append(" -").append(key);
    }

    /**
     * @param word which image
     * @param values by name of the column, of all columns that the image speaks of
     */
    void image(String word, Map<String, String> values) {
        images.put(word, new TreeMap<>(values).toString());
    }

    private Column column(String name) {
        return columns.computeIfAbsent(name, key -> new Column());
    }

    private static String expiring(int seconds) {
        return seconds == 0 ? "" : " ttl " + seconds;
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(text);
        columns.forEach(
                (name, column) ->
                        line.append(" | ")
                                .append(name)
                                .append(column.value)
                                .append(column.added)
                                .append(column.removed));
        images.forEach((word, values) -> line.append(" | ").append(word).append(values));
        return line.toString();
    }

    private static final class Column {
        private final StringBuilder value = new StringBuilder();
        private final StringBuilder added = new StringBuilder();
        private final StringBuilder removed = new StringBuilder();
    }
}
