/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a log says happened to each key, read from its rows alone. Written anew, from ScyllaDB's
 * documents, and shares nothing with the connector.
 */
public final class LogTruth {

    /** The key of a partition's static row. */
    static final String STATIC = "static";

    private final LoggedTable table;
    private final Histories histories = new Histories();

    private LogTruth(LoggedTable table) {
        this.table = table;
    }

    /**
     * @param rows in any order of streams; those of one stream in the order of the log
     * @param sets the streams of each generation or stream set by the time from which it operates,
     *     milliseconds since 1970; a stream may be in several
     * @throws AssertionError if the rows are not as a log's must be
     */
    public static Histories of(
            LoggedTable table, List<LoggedRow> rows, NavigableMap<Long, Set<String>> sets) {
        Map<Long, Map<String, List<LoggedRow>>> rowsOfSets = new TreeMap<>();
        for (LoggedRow row : rows) {
            Map.Entry<Long, Set<String>> set = sets.floorEntry(row.millis());
            require(set != null, row, "older than all streams");
            require(set.getValue().contains(row.stream()), row, "not a stream of its time");
            rowsOfSets
                    .computeIfAbsent(set.getKey(), start -> new LinkedHashMap<>())
                    .computeIfAbsent(row.stream(), stream -> new ArrayList<>())
                    .add(row);
        }
        LogTruth truth = new LogTruth(table);
        rowsOfSets.forEach(
                (start, streams) -> streams.values().forEach(log -> truth.read(start, log)));
        return truth.histories;
    }

    private void read(long generationMillis, List<LoggedRow> stream) {
        List<LoggedRow> batch = new ArrayList<>();
        for (LoggedRow row : stream) {
            require(row.sequence() == batch.size(), row, "expected sequence " + batch.size());
            require(batch.isEmpty() || batch.get(0).time().equals(row.time()), row, "cut batch");
            batch.add(row);
            if (row.endOfBatch()) {
                complete(generationMillis, batch);
                batch = new ArrayList<>();
            }
        }
        require(batch.isEmpty(), stream.get(stream.size() - 1), "batch without an end");
    }

    private void complete(long generationMillis, List<LoggedRow> batch) {
        Map<String, LoggedRow> before = images(batch, 0);
        Map<String, LoggedRow> after = images(batch, 9);
        Map<String, LoggedChange> changes = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            LoggedRow row = batch.get(i);
            LoggedChange change = new LoggedChange(generationMillis, row);
            switch (row.operation()) {
                case 0, 9 -> {}
                case 1, 2 ->
                        changes.computeIfAbsent(rowKey(row), key -> change).merge(row, rowKey(row));
                case 3, -3 -> changes.put("#" + i, change.deleteRow(prefix(row)));
                case 4, -4 -> changes.put("#" + i, change.deletePartition());
                case 5, 6 -> changes.put("#" + i, change.deleteRange(next(batch, i), this::prefix));
                case 7, 8 ->
                        require(
                                i > 0 && changes.containsKey("#" + (i - 1)),
                                row,
                                "end of a range without its start");
                default -> require(false, row, "unknown operation");
            }
        }
        changes.values()
                .forEach(change -> histories.add(key(batch), change.text(table, before, after)));
        unpaired(changes, "before", before, change -> change.takesBefore(table));
        unpaired(changes, "after", after, LoggedChange::takesAfter);
    }

    /** An image of a row that the batch does not change is a line of its own, which none equals. */
    private void unpaired(
            Map<String, LoggedChange> changes,
            String word,
            Map<String, LoggedRow> images,
            Predicate<LoggedChange> takes) {
        images.forEach(
                (key, image) -> {
                    if (changes.values().stream()
                            .noneMatch(change -> takes.test(change) && key.equals(change.key()))) {
                        histories.add(key(List.of(image)), "unpaired " + word + " " + image);
                    }
                });
    }

    private Map<String, LoggedRow> images(List<LoggedRow> batch, int operation) {
        return batch.stream()
                .filter(row -> row.operation() == operation)
                .collect(Collectors.toMap(this::rowKey, row -> row));
    }

    private LoggedRow next(List<LoggedRow> batch, int index) {
        LoggedRow start = batch.get(index);
        require(index + 1 < batch.size(), start, "start of a range without its end");
        LoggedRow end = batch.get(index + 1);
        require(end.operation() == 7 || end.operation() == 8, end, "expected the end of a range");
        return end;
    }

    private String key(List<LoggedRow> batch) {
        LoggedRow first = batch.get(0);
        for (LoggedRow row : batch) {
            require(partition(row).equals(partition(first)), row, "another partition");
        }
        return table.name() + "/" + partition(first);
    }

    private String partition(LoggedRow row) {
        return join(row, table.partitionKey());
    }

    /** The clustering key, or that the row is the partition's static one. */
    private String rowKey(LoggedRow row) {
        boolean isStatic =
                !table.clusteringKey().isEmpty()
                        && table.clusteringKey().stream()
                                .noneMatch(column -> row.values().containsKey(column));
        return isStatic ? STATIC : prefix(row);
    }

    private String prefix(LoggedRow row) {
        return join(row, table.clusteringKey());
    }

    private static String join(LoggedRow row, List<String> columns) {
        return columns.stream()
                .map(row.values()::get)
                .filter(value -> value != null)
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static void require(boolean holds, LoggedRow row, String what) {
        if (!holds) {
            throw new AssertionError("the log is not well-formed: " + what + " at " + row);
        }
    }
}
