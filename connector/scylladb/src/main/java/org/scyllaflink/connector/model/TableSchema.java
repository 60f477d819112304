/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The columns of a base table: partition key, then clustering key, both in key order, then static,
 * then regular columns. A column's index is its place in this list.
 */
@PublicEvolving
public final class TableSchema implements Serializable {

    private static final long serialVersionUID = 1L;

    private final TableName table;
    private final List<Column> columns;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final int partitionKeySize;
    private final int clusteringKeySize;

    /**
     * @throws IllegalArgumentException if the columns are not in the order of their kinds, a name
     *     occurs twice, or there is no partition key
     */
    public TableSchema(TableName table, List<Column> columns) {
        this.table = table;
        this.columns = List.copyOf(columns);
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (i > 0 && column.kind().compareTo(columns.get(i - 1).kind()) < 0) {
                throw new IllegalArgumentException(
                        table + ": column '" + column.name() + "' out of the order of kinds");
            }
            if (indexes.put(column.name(), i) != null) {
                throw new IllegalArgumentException(
                        table + ": column '" + column.name() + "' occurs twice");
            }
        }
        this.partitionKeySize = count(Column.Kind.PARTITION_KEY);
        this.clusteringKeySize = count(Column.Kind.CLUSTERING);
        if (partitionKeySize == 0) {
            throw new IllegalArgumentException(table + ": no partition key");
        }
    }

    public TableName table() {
        return table;
    }

    public List<Column> columns() {
        return columns;
    }

    public Column column(int index) {
        return columns.get(index);
    }

    public boolean hasColumn(String name) {
        return indexes.containsKey(name);
    }

    /**
     * @throws IllegalArgumentException if there is no such column; the message lists those there
     *     are
     */
    public int indexOf(String name) {
        Integer index = indexes.get(name);
        if (index == null) {
            throw new IllegalArgumentException(
                    "column '"
                            + name
                            + "' is not in table "
                            + table
                            + " (expected one of: "
                            + columns.stream().map(Column::name).collect(Collectors.joining(", "))
                            + ")");
        }
        return index;
    }

    /** How many columns make the partition key: those with indexes 0 to this − 1. */
    public int partitionKeySize() {
        return partitionKeySize;
    }

    /** How many columns make the clustering key; 0 if a partition is one row. */
    public int clusteringKeySize() {
        return clusteringKeySize;
    }

    /** Partition and clustering columns together: the index of the first column with a value. */
    public int keySize() {
        return partitionKeySize + clusteringKeySize;
    }

    private int count(Column.Kind kind) {
        return (int) columns.stream().filter(column -> column.kind() == kind).count();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof TableSchema that
                        && table.equals(that.table)
                        && columns.equals(that.columns));
    }

    @Override
    public int hashCode() {
        return table.hashCode();
    }

    @Override
    public String toString() {
        return table
                + columns.stream()
                        .map(column -> column.name() + " " + column.type().cql())
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
