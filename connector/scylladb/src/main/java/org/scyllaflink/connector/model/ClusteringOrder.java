/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The order of the rows of a partition: by the types of the clustering columns and the direction of
 * each. Not serializable: made from the schema where it is used.
 */
@PublicEvolving
public final class ClusteringOrder implements Comparator<Key> {

    private final List<Comparator<byte[]>> columns;

    private ClusteringOrder(List<Comparator<byte[]>> columns) {
        this.columns = columns;
    }

    /**
     * @throws IllegalArgumentException if a clustering column is of a type without an order; the
     *     message names both
     */
    public static ClusteringOrder of(TableSchema schema) {
        List<Comparator<byte[]>> columns = new ArrayList<>();
        for (int i = schema.partitionKeySize(); i < schema.keySize(); i++) {
            Column column = schema.column(i);
            try {
                Comparator<byte[]> order = ValueOrder.of(column.type());
                columns.add(column.order() == Column.Order.DESCENDING ? order.reversed() : order);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        schema.table() + ": clustering column '" + column.name() + "'", e);
            }
        }
        return new ClusteringOrder(columns);
    }

    /** How many clustering columns there are; 0 if a partition is one row. */
    public int size() {
        return columns.size();
    }

    /**
     * Compares as many columns as both keys have: a prefix is equal to every key that begins with
     * it.
     */
    @Override
    public int compare(Key left, Key right) {
        int size = Math.min(left.size(), right.size());
        for (int i = 0; i < size; i++) {
            int byColumn = columns.get(i).compare(left.value(i).bytes(), right.value(i).bytes());
            if (byColumn != 0) {
                return byColumn;
            }
        }
        return 0;
    }

    /**
     * Whether a row lies in a range.
     *
     * @param key a full clustering key
     * @param start the bound that comes first in clustering order
     */
    public boolean isBetween(Key key, RangeDelete.Bound start, RangeDelete.Bound end) {
        return isBehind(key, start) && isBefore(key, end);
    }

    /** Whether one range lies in another as a whole. */
    public boolean isWithin(
            RangeDelete.Bound start,
            RangeDelete.Bound end,
            RangeDelete.Bound outerStart,
            RangeDelete.Bound outerEnd) {
        return compare(outerStart, isBehindStart(outerStart), start, isBehindStart(start)) <= 0
                && compare(end, isBehindEnd(end), outerEnd, isBehindEnd(outerEnd)) <= 0;
    }

    private static boolean isBehindStart(RangeDelete.Bound start) {
        return !start.isOpen() && !start.inclusive();
    }

    private static boolean isBehindEnd(RangeDelete.Bound end) {
        return end.isOpen() || end.inclusive();
    }

    /** Where bounds lie between keys: before or behind all that begin with their prefixes. */
    private int compare(
            RangeDelete.Bound left,
            boolean isBehindLeft,
            RangeDelete.Bound right,
            boolean isBehindRight) {
        int byPrefix = compare(left.prefix(), right.prefix());
        if (byPrefix != 0) {
            return byPrefix;
        }
        int bySize = Integer.compare(left.prefix().size(), right.prefix().size());
        if (bySize < 0) {
            return isBehindLeft ? 1 : -1;
        }
        return bySize > 0 ? (isBehindRight ? -1 : 1) : Boolean.compare(isBehindLeft, isBehindRight);
    }

    private boolean isBehind(Key key, RangeDelete.Bound start) {
        int byPrefix = start.isOpen() ? 1 : compare(key, start.prefix());
        return byPrefix > 0 || byPrefix == 0 && start.inclusive();
    }

    private boolean isBefore(Key key, RangeDelete.Bound end) {
        int byPrefix = end.isOpen() ? -1 : compare(key, end.prefix());
        return byPrefix < 0 || byPrefix == 0 && end.inclusive();
    }
}
