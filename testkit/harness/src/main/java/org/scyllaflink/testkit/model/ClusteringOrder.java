/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.List;

/** The order of rows inside a partition. */
final class ClusteringOrder {
    private ClusteringOrder() {}

    /** Compares two rows by the order in which a server has them. */
    static int compareRows(TableShape shape, List<Object> left, List<Object> right) {
        for (int i = 0; i < left.size(); i++) {
            ModelColumn column = shape.clusteringKey().get(i);
            int order = column.type().compare(left.get(i), right.get(i));
            if (order != 0) {
                return column.descending() ? -order : order;
            }
        }
        return 0;
    }

    /** Compares the first values of two clustering keys, all rising. */
    private static int compare(
            TableShape shape, List<Object> left, List<Object> right, int columns) {
        for (int i = 0; i < columns; i++) {
            int order = shape.clusteringKey().get(i).type().compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /**
     * Tells whether a row is inside a range. The ends are those of values, as in CQL: a column by
     * which rows are ordered descending has its lesser values at the lower end, too.
     */
    static boolean isInside(TableShape shape, List<Object> row, Bound lower, Bound upper) {
        int toLower = compare(shape, row, lower.prefix(), lower.prefix().size());
        int toUpper = compare(shape, row, upper.prefix(), upper.prefix().size());
        return (lower.inclusive() ? toLower >= 0 : toLower > 0)
                && (upper.inclusive() ? toUpper <= 0 : toUpper < 0);
    }
}
