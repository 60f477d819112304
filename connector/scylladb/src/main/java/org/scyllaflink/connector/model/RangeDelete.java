/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import org.apache.flink.annotation.PublicEvolving;

/** A DELETE of all rows of a partition between two bounds, in clustering order. */
@PublicEvolving
public record RangeDelete(ChangeOrigin origin, Key partitionKey, Bound start, Bound end)
        implements Change {

    @Override
    public Kind kind() {
        return Kind.RANGE_DELETE;
    }

    /**
     * One end of a range.
     *
     * @param prefix the first columns of a clustering key; empty if the range is open on this side
     * @param inclusive whether rows that begin with the prefix belong to the range
     */
    public record Bound(Key prefix, boolean inclusive) {

        public boolean isOpen() {
            return prefix.isEmpty();
        }
    }
}
