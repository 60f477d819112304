/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

/** The kinds of writes {@link RandomWrites} makes. */
public enum WriteKind {
    /** {@link Write.Insert}. */
    INSERT,
    /** {@link Write.Update}. */
    UPDATE,
    /** {@link Write.ColumnDelete}. */
    COLUMN_DELETE,
    /** {@link Write.RowDelete}. */
    ROW_DELETE,
    /** {@link Write.RangeDelete}. */
    RANGE_DELETE,
    /** {@link Write.PartitionDelete}. */
    PARTITION_DELETE,
    /** {@link Write.StaticUpdate}. */
    STATIC_UPDATE,
    /** {@link Write.Several} as a batch of the other kinds. */
    BATCH,
    /** {@link Write.Several} as one update or row delete of several rows. */
    ROWS_IN,
    /** {@link ElementChange.Form#LIST_PLACES}, which have no CQL here. */
    LIST_PLACES
}
