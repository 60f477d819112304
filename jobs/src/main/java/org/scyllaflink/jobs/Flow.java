/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import org.apache.flink.table.data.StringData;
import org.apache.flink.types.RowKind;

/** How a row came to a segment or went from it. */
enum Flow {
    JOINED,
    LEFT,
    EXPIRED,
    /** Came by a change that was known too late for its own window. */
    LATE_IN,
    /** Went by a change that was known too late for its own window. */
    LATE_OUT;

    private static final StringData WRITE = StringData.fromString("write");
    private static final StringData DELETE = StringData.fromString("delete");
    private static final StringData EXPIRY = StringData.fromString("expiry");
    private static final StringData LATE = StringData.fromString("late");

    /**
     * @param cause why the changelog has the row, as in its metadata column
     */
    static Flow of(RowKind kind, StringData cause) {
        boolean in = kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER;
        if (cause.equals(WRITE) || cause.equals(DELETE)) {
            return in ? JOINED : LEFT;
        }
        if (cause.equals(EXPIRY)) {
            return in ? JOINED : EXPIRED;
        }
        if (cause.equals(LATE)) {
            return in ? LATE_IN : LATE_OUT;
        }
        throw new IllegalStateException(
                "cause of a row: '" + cause + "' (expected: write, delete, expiry or late)");
    }
}
