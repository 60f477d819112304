/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * An INSERT or UPDATE of one row or of a partition's static columns: all deltas of one batch for it
 * in one object.
 *
 * @param clusteringKey all clustering columns; empty in a table that has none, and null if the
 *     change is one of static columns in a table that has some
 * @param marker null if the write made no row marker (an UPDATE)
 * @param deltas one a non-key column, in the order of the schema
 * @param before the row before the change, null without a pre-image
 * @param after the row after it, null without a post-image
 */
@PublicEvolving
public record RowChange(
        ChangeOrigin origin,
        Key partitionKey,
        @Nullable Key clusteringKey,
        @Nullable RowMarker marker,
        List<ColumnDelta> deltas,
        @Nullable RowImage before,
        @Nullable RowImage after)
        implements Change {

    public RowChange {
        deltas = List.copyOf(deltas);
    }

    @Override
    public Kind kind() {
        return Kind.ROW_CHANGE;
    }

    /** Whether the change is one of static columns. */
    public boolean isStatic() {
        return clusteringKey == null;
    }

    /**
     * @param ordinal place among the non-key columns, from 0
     */
    public ColumnDelta delta(int ordinal) {
        return deltas.get(ordinal);
    }
}
