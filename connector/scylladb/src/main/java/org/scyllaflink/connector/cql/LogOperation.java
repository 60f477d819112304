/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import org.jspecify.annotations.Nullable;

/** What a log row says: the values of {@code cdc$operation} (ScyllaDB, {@code cdc/log.hh}). */
enum LogOperation {
    PRE_IMAGE(0),
    UPDATE(1),
    INSERT(2),
    ROW_DELETE(3),
    PARTITION_DELETE(4),
    RANGE_START_INCLUSIVE(5),
    RANGE_START_EXCLUSIVE(6),
    RANGE_END_INCLUSIVE(7),
    RANGE_END_EXCLUSIVE(8),
    POST_IMAGE(9),

    /** The server itself deletes a row whose per-row TTL has passed. */
    EXPIRED_ROW(-3),

    /** As {@link #EXPIRED_ROW}, for a partition. */
    EXPIRED_PARTITION(-4);

    private static final int LOWEST = -4;
    private static final @Nullable LogOperation[] BY_CODE = new LogOperation[9 - LOWEST + 1];

    static {
        for (LogOperation operation : values()) {
            BY_CODE[operation.code - LOWEST] = operation;
        }
    }

    private final int code;

    LogOperation(int code) {
        this.code = code;
    }

    /** Null if there is no such operation. */
    static @Nullable LogOperation of(int code) {
        int index = code - LOWEST;
        return index < 0 || index >= BY_CODE.length ? null : BY_CODE[index];
    }
}
