/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.List;

/**
 * The primary key of a row.
 *
 * @param partition values of the partition key, in the order of its columns
 * @param clustering values of the clustering key; empty when the table has none
 */
public record RowKey(List<Object> partition, List<Object> clustering) {
    /** Copies the lists. */
    public RowKey {
        partition = List.copyOf(partition);
        clustering = List.copyOf(clustering);
    }

    /** The key of a row in a table with one partition key column and one clustering column. */
    public static RowKey of(Object partition, Object clustering) {
        return new RowKey(List.of(partition), List.of(clustering));
    }
}
