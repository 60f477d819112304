/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import org.apache.flink.annotation.PublicEvolving;

/**
 * One change of one row, of a range of rows or of a partition, as a writer asked for it; or, from a
 * snapshot, a row as it was found.
 */
@PublicEvolving
public sealed interface Change
        permits RowChange, RowDelete, RangeDelete, PartitionDelete, SnapshotRow {

    Kind kind();

    ChangeOrigin origin();

    /** All columns of the partition key. */
    Key partitionKey();

    /** For {@code switch}. */
    enum Kind {
        ROW_CHANGE,
        ROW_DELETE,
        RANGE_DELETE,
        PARTITION_DELETE,
        SNAPSHOT_ROW
    }
}
