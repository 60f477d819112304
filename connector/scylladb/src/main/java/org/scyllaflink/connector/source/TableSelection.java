/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;

/**
 * The tables that a source reads.
 *
 * @param names exact ones
 * @param patterns regular expressions over all of {@code keyspace.table}
 */
record TableSelection(List<TableName> names, List<String> patterns) implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MOST_NAMED = 20;
    private static final Pattern EXACT = Pattern.compile("\\w+\\.\\w+");

    TableSelection {
        names = List.copyOf(names);
        patterns = List.copyOf(patterns);
        if (names.isEmpty() && patterns.isEmpty()) {
            throw new IllegalArgumentException("tables: none (expected: at least one)");
        }
    }

    static TableSelection of(TableName name) {
        return new TableSelection(List.of(name), List.of());
    }

    /**
     * @param texts each a name, if it consists of two words with a dot between, or else a pattern
     * @throws IllegalArgumentException if there is none, or one that is neither; names it
     */
    static TableSelection of(String... texts) {
        List<TableName> names = new ArrayList<>();
        List<String> patterns = new ArrayList<>();
        for (String text : texts) {
            if (EXACT.matcher(text).matches()) {
                names.add(TableName.parse(text));
            } else {
                patterns.add(checked(text));
            }
        }
        return new TableSelection(names, patterns);
    }

    private static String checked(String pattern) {
        try {
            if (pattern.isBlank()) {
                throw new IllegalArgumentException(
                        "tables: '" + pattern + "' (expected: keyspace.table or a pattern)");
            }
            return Pattern.compile(pattern).pattern();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "tables: '"
                            + pattern
                            + "' (expected: keyspace.table, or a regular expression; "
                            + e.getDescription()
                            + " near index "
                            + e.getIndex()
                            + ")",
                    e);
        }
    }

    boolean matches(TableName table) {
        return names.contains(table)
                || patterns.stream().anyMatch(pattern -> Pattern.matches(pattern, table + ""));
    }

    /** The table, if there can be no more than one. */
    @Nullable TableName onlyTable() {
        return names.size() == 1 && patterns.isEmpty() ? names.get(0) : null;
    }

    /**
     * Finds the tables.
     *
     * @param existing all tables with CDC; asked for only if there are patterns
     * @return in the order of their names; the exact ones whether they exist or not
     * @throws IllegalArgumentException if a pattern matches none; names it and what there is
     */
    NavigableSet<TableName> resolve(Collection<TableName> existing) {
        NavigableSet<TableName> selected = namedInOrder();
        selected.addAll(names);
        for (String pattern : patterns) {
            List<TableName> matching =
                    existing.stream()
                            .filter(table -> Pattern.matches(pattern, table.toString()))
                            .toList();
            if (matching.isEmpty()) {
                throw new IllegalArgumentException(
                        "tables: pattern '"
                                + pattern
                                + "' matches no table with CDC (expected one of: "
                                + listed(existing)
                                + ")");
            }
            selected.addAll(matching);
        }
        return selected;
    }

    private static NavigableSet<TableName> namedInOrder() {
        return new TreeSet<>(Comparator.comparing(TableName::toString));
    }

    private static String listed(Collection<TableName> tables) {
        if (tables.isEmpty()) {
            return "there is none";
        }
        NavigableSet<TableName> inOrder = namedInOrder();
        inOrder.addAll(tables);
        String first =
                String.join(
                        ", ", inOrder.stream().limit(MOST_NAMED).map(TableName::toString).toList());
        return tables.size() > MOST_NAMED
                ? first + " and " + (tables.size() - MOST_NAMED) + " more"
                : first;
    }

    @Override
    public String toString() {
        List<String> all = new ArrayList<>(names.stream().map(TableName::toString).toList());
        all.addAll(patterns);
        return String.join(", ", all);
    }
}
