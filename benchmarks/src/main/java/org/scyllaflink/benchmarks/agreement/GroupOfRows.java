/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks.agreement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the changes of one group off its log rows, for the table of {@link RandomStatements}. Made
 * for comparison only, and apart from how the connector does it.
 */
final class GroupOfRows {

    private static final Set<String> ATOMIC = Set.of("s", "v", "w");
    private static final Set<String> COLLECTIONS = Set.of("m", "e", "l");
    private static final int PRE_IMAGE = 0;
    private static final int POST_IMAGE = 9;

    private final Map<String, LogicalChange> rows = new LinkedHashMap<>();
    private final List<LogicalChange> others = new ArrayList<>();
    private final Map<String, SortedMap<String, String>> before = new TreeMap<>();
    private final Map<String, SortedMap<String, String>> after = new TreeMap<>();
    private String rangeStart;

    private GroupOfRows() {}

    /** By group, in their order, the sorted texts of its changes. */
    static List<String> changes(List<LoggedRow> ofPartition) {
        Map<String, GroupOfRows> groups = new LinkedHashMap<>();
        ofPartition.forEach(
                row -> groups.computeIfAbsent(row.group(), g -> new GroupOfRows()).add(row));
        List<String> changes = new ArrayList<>();
        groups.forEach(
                (group, rows) -> rows.texts().forEach(text -> changes.add(group + " " + text)));
        return changes;
    }

    private void add(LoggedRow row) {
        String ck = row.columns().getOrDefault("ck", "static");
        switch (row.operation()) {
            case PRE_IMAGE -> before.put(ck, image(row));
            case POST_IMAGE -> after.put(ck, image(row));
            case 1, 2 -> delta(row, rows.computeIfAbsent(ck, c -> new LogicalChange("row " + c)));
            case 3 -> others.add(new LogicalChange("delete " + ck));
            case 4 -> others.add(new LogicalChange("delete partition"));
            case 5, 6 -> rangeStart = bound(row, 5);
            default ->
                    others.add(new LogicalChange("delete " + rangeStart + " to " + bound(row, 7)));
        }
    }

    private static String bound(LoggedRow row, int inclusive) {
        String ck = row.value("ck");
        return (row.operation() == inclusive ? "incl " : "excl ") + (ck == null ? "open" : ck);
    }

    private static void delta(LoggedRow row, LogicalChange change) {
        if (row.operation() == 2) {
            change.marker(row.ttl());
        }
        for (String column : ATOMIC) {
            if (row.value(column) != null) {
                change.written(column, row.value(column), row.ttl());
            } else if (row.value("cdc$deleted_" + column) != null) {
                change.deleted(column);
            }
        }
        for (String column : COLLECTIONS) {
            collection(row, column, change);
        }
    }

    private static void collection(LoggedRow row, String column, LogicalChange change) {
        if (row.value("cdc$deleted_" + column) != null) {
            change.cleared(column);
        }
        String added = row.value(column);
        if (added != null) {
            int parts = column.equals("e") ? 1 : 2;
            List<String> elements = Elements.of(added, parts);
            for (int i = 0; i < elements.size(); i += parts) {
                String value = parts == 1 ? "" : elements.get(i + 1);
                change.added(column, elements.get(i), value, row.ttl());
            }
        }
        String removed = row.value("cdc$deleted_elements_" + column);
        if (removed != null) {
            Elements.of(removed, 1).forEach(key -> change.removed(column, key));
        }
    }

    private static SortedMap<String, String> image(LoggedRow row) {
        SortedMap<String, String> image = new TreeMap<>();
        for (String column : List.of("s", "v", "w", "m", "e", "l")) {
            String value = row.value(column);
            if (value != null) {
                image.put(column, column.equals("l") ? Elements.listOfValues(value) : value);
            }
        }
        return image;
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        rows.forEach((ck, change) -> texts.add(withImages(change, ck)));
        for (LogicalChange change : others) {
            String text = change.toString();
            String ck = text.substring("delete ".length(), text.indexOf(' ', "delete ".length()));
            texts.add(rows.containsKey(ck) ? text : withImages(change, ck));
        }
        return texts.stream().sorted().toList();
    }

    private String withImages(LogicalChange change, String ck) {
        if (before.containsKey(ck)) {
            change.image("before", before.get(ck));
        }
        if (after.containsKey(ck)) {
            change.image("after", after.get(ck));
        }
        return change.toString();
    }
}
