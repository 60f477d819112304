/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.ScannedColumns;
import org.scyllaflink.connector.cql.TableConnection;
import org.scyllaflink.connector.model.TableName;

/**
 * What a source is to read.
 *
 * @param logStart null for the server's time when the source first runs
 * @param rowsPerSecond of all readers together; null for no limit
 * @param ranges into how many parts of about equal size the ring is cut at least
 */
record ScanRequest(
        TableConnection connection,
        TableName table,
        ScannedColumns columns,
        @Nullable Instant logStart,
        @Nullable Integer rowsPerSecond,
        int ranges)
        implements Serializable {

    private static final long serialVersionUID = 1L;
}
