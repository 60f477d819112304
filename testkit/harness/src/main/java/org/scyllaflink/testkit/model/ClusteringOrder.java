/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.List;

/** The order of rows inside a partition. */
final class ClusteringOrder {
    private ClusteringOrder() {}

    /** Compares the first values of two clustering keys. */
    static int compare(TableShape shape, List<Object> left, List<Object> right, int columns) {
        for (int i = 0; i < columns; i++) {
            int order = shape.clusteringKey().get(i).type().compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Tells whether a row is inside a range. */
    static boolean isInside(TableShape shape, List<Object> row, Bound lower, Bound upper) {
        int toLower = compare(shape, row, lower.prefix(), lower.prefix().size());
        int toUpper = compare(shape, row, upper.prefix(), upper.prefix().size());
        return (lower.inclusive() ? toLower >= 0 : toLower > 0)
                && (upper.inclusive() ? toUpper <= 0 : toUpper < 0);
    }
}
