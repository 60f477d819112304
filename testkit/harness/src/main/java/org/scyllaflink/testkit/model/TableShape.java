/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns of a table; none is static, all clustering is ascending.
 *
 * @param name the table's name, with its keyspace if statements are to name it
 * @param partitionKey at least one column
 * @param clusteringKey may be empty
 * @param regular may be empty
 */
public record TableShape(
        String name,
        List<ModelColumn> partitionKey,
        List<ModelColumn> clusteringKey,
        List<ModelColumn> regular) {
    /** Copies the lists. */
    public TableShape {
        partitionKey = List.copyOf(partitionKey);
        clusteringKey = List.copyOf(clusteringKey);
        regular = List.copyOf(regular);
        if (partitionKey.isEmpty()) {
            throw new IllegalArgumentException(name + ": no partition key (expected: a column)");
        }
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

    /** All columns: partition key, clustering key, regular ones. */
    public List<ModelColumn> columns() {
        return Stream.of(partitionKey, clusteringKey, regular).flatMap(List::stream).toList();
    }

    /**
     * The statement that makes the table.
     *
     * @param properties what follows {@code WITH}, such as {@code cdc = {'enabled': true}}; empty
     *     for none
     */
    public String createStatement(String properties) {
        String columns =
                columns().stream()
                        .map(column -> column.name() + " " + column.type().cqlName())
                        .collect(Collectors.joining(", "));
        List<String> key = new ArrayList<>();
        key.add("(" + names(partitionKey) + ")");
        clusteringKey.forEach(column -> key.add(column.name()));
        String with = properties.isEmpty() ? "" : " WITH " + properties;
        return "CREATE TABLE %s (%s, PRIMARY KEY (%s))%s"
                .formatted(name, columns, String.join(", ", key), with);
    }

    private static String names(List<ModelColumn> columns) {
        return columns.stream().map(ModelColumn::name).collect(Collectors.joining(", "));
    }
}
