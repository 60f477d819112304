/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of a table.
 *
 * @param name the table's name, with its keyspace if statements are to name it
 * @param partitionKey at least one column
 * @param clusteringKey may be empty
 * @param statics may be empty
 * @param regular may be empty
 */
public record TableShape(
        String name,
        List<ModelColumn> partitionKey,
        List<ModelColumn> clusteringKey,
        List<ModelColumn> statics,
        List<ModelColumn> regular) {
    /** Copies the lists. */
    public TableShape {
        partitionKey = List.copyOf(partitionKey);
        clusteringKey = List.copyOf(clusteringKey);
        statics = List.copyOf(statics);
        regular = List.copyOf(regular);
        if (partitionKey.isEmpty()) {
            throw new IllegalArgumentException(name + ": no partition key (expected: a column)");
        }
    }

    /** A table without static columns. */
    public TableShape(
            String name,
            List<ModelColumn> partitionKey,
            List<ModelColumn> clusteringKey,
            List<ModelColumn> regular) {
        this(name, partitionKey, clusteringKey, List.of(), regular);
    }

    /**
     * Looks up a regular or static column.
     *
     * @throws IllegalArgumentException when the table has none of that name
     */
    public ModelColumn valueColumn(String column) {
        return statics.stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst()
                .orElseGet(() -> regularColumn(column));
    }

    /**
     * Looks up a regular column.
     *
     * @throws IllegalArgumentException when the table has none of that name
     */
    public ModelColumn regularColumn(String column) {
        return regular.stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        name + ": no regular column " + column + " in " + regular));
    }

    /** All columns: partition key, clustering key, static, regular ones. */
    public List<ModelColumn> columns() {
        return Stream.of(partitionKey, clusteringKey, statics, regular)
                .flatMap(List::stream)
                .toList();
    }

    /** The statements that make the user-defined types of the table's columns, if need be. */
    public List<String> typeStatements() {
        String keyspace = name.substring(0, name.indexOf('.') + 1);
        return columns().stream()
                .flatMap(column -> userTypes(column.type()))
                .distinct()
                .map(
                        type ->
                                "CREATE TYPE IF NOT EXISTS %s%s (%s)"
                                        .formatted(keyspace, type.name(), declared(type.fields())))
                .toList();
    }

    private static Stream<UserType> userTypes(ModelType type) {
        if (type instanceof ListType list) {
            return userTypes(list.element());
        } else if (type instanceof SetType set) {
            return userTypes(set.element());
        } else if (type instanceof MapType map) {
            return Stream.concat(userTypes(map.key()), userTypes(map.value()));
        } else if (type instanceof UserType udt) {
            return Stream.concat(
                    udt.fields().stream().flatMap(field -> userTypes(field.type())),
                    Stream.of(new UserType(udt.name(), udt.fields(), true)));
        }
        return Stream.of();
    }

    /**
     * The statement that makes the table.
     *
     * @param properties what follows {@code WITH}, such as {@code cdc = {'enabled': true}}; empty
     *     for none
     */
    public String createStatement(String properties) {
        List<String> key = new ArrayList<>();
        key.add("(" + names(partitionKey) + ")");
        clusteringKey.forEach(column -> key.add(column.name()));
        List<String> with = new ArrayList<>();
        if (clusteringKey.stream().anyMatch(ModelColumn::descending)) {
            with.add("CLUSTERING ORDER BY (" + order() + ")");
        }
        if (!properties.isEmpty()) {
            with.add(properties);
        }
        return "CREATE TABLE %s (%s, PRIMARY KEY (%s))%s"
                .formatted(
                        name,
                        declared(columns()),
                        String.join(", ", key),
                        with.isEmpty() ? "" : " WITH " + String.join(" AND ", with));
    }

    private String declared(List<ModelColumn> columns) {
        return columns.stream()
                .map(
                        column ->
                                column.name()
                                        + " "
                                        + column.type().cqlName()
                                        + (statics.contains(column) ? " static" : ""))
                .collect(Collectors.joining(", "));
    }

    private String order() {
        return clusteringKey.stream()
                .map(column -> column.name() + (column.descending() ? " DESC" : " ASC"))
                .collect(Collectors.joining(", "));
    }

    private static String names(List<ModelColumn> columns) {
        return columns.stream().map(ModelColumn::name).collect(Collectors.joining(", "));
    }
}
