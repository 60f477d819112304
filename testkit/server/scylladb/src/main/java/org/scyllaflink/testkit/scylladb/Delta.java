/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.Collection;
import org.apache.cassandra.db.Clustering;
import org.apache.cassandra.db.Slice;

/** One thing a change does, as the log tells it: one row, or the two ends of a range. */
sealed interface Delta {
    /**
     * Columns are written.
     *
     * @param clustering the row
     * @param insert whether the row exists from now on even if all its columns are null
     * @param ttl life of the columns in seconds; 0 for ever
     * @param columns the changes, all of that TTL
     */
    record Upsert(
            Clustering<?> clustering, boolean insert, int ttl, Collection<ColumnChange> columns)
            implements Delta {
        boolean isStatic() {
            return clustering == Clustering.STATIC_CLUSTERING;
        }
    }

    /**
     * A row is deleted.
     *
     * @param clustering the row
     */
    record RowDelete(Clustering<?> clustering) implements Delta {}

    /**
     * All rows between two bounds are deleted.
     *
     * @param slice the bounds in clustering order
     */
    record RangeDelete(Slice slice) implements Delta {}

    /** All rows of the partition are deleted, the static one included. */
    record PartitionDelete() implements Delta {}
}
