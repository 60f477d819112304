/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.CqlValue;

/**
 * One row of a log as it stands there, without interpretation. May be reused for the next row: what
 * is needed longer has to be taken out. Columns are meant by their index in the base table's
 * schema.
 */
interface LogRow {

    CdcTime time();

    /** {@code cdc$batch_seq_no}. */
    int sequence();

    /**
     * {@code cdc$operation}, which may be none that {@link LogOperation} knows.
     *
     * @throws IllegalArgumentException if it is null
     */
    int operation();

    /** {@code cdc$ttl}; 0 if there is none. */
    int ttlSeconds();

    boolean isEndOfBatch();

    /** Null where the row has no value; no bytes where it has one that is not read. */
    @Nullable CqlValue value(int column);

    /** {@code cdc$deleted_X}; false for key columns. */
    boolean isDeleted(int column);

    /** {@code cdc$deleted_elements_X}; null without one, as for all columns but non-frozen ones. */
    @Nullable CqlValue deletedElements(int column);
}
