/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One change, gathered from the rows that a batch of the log has for it. */
final class LoggedChange {

    private final long generationMillis;
    private final LoggedRow first;
    private final List<LoggedRow> deltas = new ArrayList<>();
    private Kind kind = Kind.UPDATE;
    private int markerTtlSeconds;
    private @Nullable String bounds;
    private @Nullable String key;

    LoggedChange(long generationMillis, LoggedRow first) {
        this.generationMillis = generationMillis;
        this.first = first;
    }

    private enum Kind {
        UPDATE("update"),
        INSERT("insert"),
        DELETE_ROW("delete-row"),
        DELETE_RANGE("delete-range"),
        DELETE_PARTITION("delete-partition");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** Adds a delta row of the row with this key. */
    void merge(LoggedRow row, String rowKey) {
        key = rowKey;
        if (row.operation() == 2) {
            kind = Kind.INSERT;
            markerTtlSeconds = row.ttlSeconds();
        }
        deltas.add(row);
    }

    LoggedChange deleteRow(String rowKey) {
        kind = Kind.DELETE_ROW;
        key = rowKey;
        return this;
    }

    LoggedChange deletePartition() {
        kind = Kind.DELETE_PARTITION;
        key = "()";
        return this;
    }

    LoggedChange deleteRange(LoggedRow end, Function<LoggedRow, String> prefix) {
        kind = Kind.DELETE_RANGE;
        bounds =
                String.format(
                        "%s %s %s %s",
                        first.operation() == 5 ? "[" : "(",
                        prefix.apply(first),
                        prefix.apply(end),
                        end.operation() == 7 ? "]" : ")");
        return this;
    }

    @Nullable String key() {
        return key;
    }

    boolean takesBefore(LoggedTable table) {
        return switch (kind) {
            case UPDATE, INSERT, DELETE_ROW -> true;
            case DELETE_PARTITION -> table.clusteringKey().isEmpty();
            case DELETE_RANGE -> false;
        };
    }

    boolean takesAfter() {
        return kind == Kind.UPDATE || kind == Kind.INSERT;
    }

    String text(LoggedTable table, Map<String, LoggedRow> before, Map<String, LoggedRow> after) {
        HistoryLine line =
                new HistoryLine(
                        kind.text,
                        first.stream(),
                        generationMillis,
                        first.time().toString(),
                        first.sequence());
        if (kind == Kind.DELETE_RANGE) {
            line.with(bounds);
        } else if (kind != Kind.DELETE_PARTITION) {
            line.with(key);
        }
        line.ttl(markerTtlSeconds);
        for (LoggedRow row : deltas) {
            table.statics().forEach(column -> delta(table, row, column, line));
            table.regulars().forEach(column -> delta(table, row, column, line));
        }
        boolean isStatic = LogTruth.STATIC.equals(key);
        if (takesBefore(table) && before.containsKey(key)) {
            line.image("before", image(table, before.get(key), isStatic));
        }
        if (takesAfter() && after.containsKey(key)) {
            line.image("after", image(table, after.get(key), isStatic));
        }
        if (first.operation() < 0) {
            line.with("expired");
        }
        return line.toString();
    }

    private static void delta(LoggedTable table, LoggedRow row, String column, HistoryLine line) {
        if (table.composed().contains(column)) {
            if (row.deleted().contains(column)) {
                line.cleared(column);
            }
            for (LoggedRow.Element element : row.elements().getOrDefault(column, List.of())) {
                line.added(column, element.key(), element.value(), row.ttlSeconds());
            }
            row.deletedElements()
                    .getOrDefault(column, List.of())
                    .forEach(removed -> line.removed(column, removed));
        } else if (row.values().containsKey(column)) {
            line.written(column, row.values().get(column), row.ttlSeconds());
        } else if (row.deleted().contains(column)) {
            line.deleted(column);
        }
    }

    /** The image's columns; those that it knows to have been null are among them, as null. */
    private static Map<String, String> image(LoggedTable table, LoggedRow row, boolean isStatic) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String column : isStatic ? table.statics() : table.regulars()) {
            if (row.values().containsKey(column)) {
                values.put(
                        column,
                        table.lists().contains(column)
                                ? list(row.elements().get(column))
                                : row.values().get(column));
            } else if (row.operation() == 9 || row.deleted().contains(column)) {
                values.put(column, "null");
            }
        }
        return values;
    }

    /** Native protocol, section 6: a count, then each element with its length before it. */
    private static String list(List<LoggedRow.Element> elements) {
        StringBuilder text = new StringBuilder(HexFormat.of().toHexDigits(elements.size()));
        for (LoggedRow.Element element : elements) {
            text.append(HexFormat.of().toHexDigits(element.value().length() / 2));
            text.append(element.value());
        }
        return text.toString();
    }
}
