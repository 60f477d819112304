/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A column of a base table.
 *
 * @param name as ScyllaDB stores it (case-sensitive, unquoted)
 * @param order direction of the clustering order; {@link Order#ASCENDING} for all other kinds
 */
@PublicEvolving
public record Column(String name, Kind kind, CqlType type, Order order) implements Serializable {

    private static final long serialVersionUID = 1L;

    public static Column partitionKey(String name, CqlType type) {
        return new Column(name, Kind.PARTITION_KEY, type, Order.ASCENDING);
    }

    public static Column clustering(String name, CqlType type, Order order) {
        return new Column(name, Kind.CLUSTERING, type, order);
    }

    public static Column fixed(String name, CqlType type) {
        return new Column(name, Kind.STATIC, type, Order.ASCENDING);
    }

    public static Column regular(String name, CqlType type) {
        return new Column(name, Kind.REGULAR, type, Order.ASCENDING);
    }

    /** What a column is to its table, in the order in which a {@link TableSchema} lists them. */
    public enum Kind {
        PARTITION_KEY,
        CLUSTERING,
        STATIC,
        REGULAR
    }

    /** Direction of a clustering column. */
    public enum Order {
        ASCENDING,
        DESCENDING
    }
}
