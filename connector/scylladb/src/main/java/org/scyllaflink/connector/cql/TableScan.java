/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.concurrent.CompletionStage;
import org.apache.flink.annotation.Internal;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.TokenRange;

/** Reads the rows of one table. Safe for use by several threads. */
@Internal
public interface TableScan {

    /**
     * Asks for the first page of a stretch of the ring, in the order of tokens and, within a
     * partition, of its rows. Does not block.
     *
     * @param range does not run over the end of the ring
     * @param origin time of the rows, see {@link
     *     org.scyllaflink.connector.model.SnapshotRow#origin}
     * @param pageRows most rows a page
     * @return completes in a driver thread: exceptionally with an IOException that names table and
     *     range when the request failed for good (transient failures are repeated inside)
     */
    CompletionStage<ScanPage> read(TokenRange range, CdcTime origin, int pageRows);
}
