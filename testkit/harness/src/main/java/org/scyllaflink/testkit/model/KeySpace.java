/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

/**
 * How many different values random writes use; few of them make writes meet.
 *
 * @param partitions values of each partition key column
 * @param clusterings values of each clustering column
 * @param values values of each regular column
 */
public record KeySpace(int partitions, int clusterings, int values) {
    /** Checks that there is at least one of each. */
    public KeySpace {
        if (partitions < 1 || clusterings < 1 || values < 1) {
            throw new IllegalArgumentException(
                    "key space of %d partitions, %d clusterings, %d values (expected: 1 or more)"
                            .formatted(partitions, clusterings, values));
        }
    }
}
