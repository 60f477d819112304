/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.concurrent.CompletionStage;
import org.apache.flink.annotation.Internal;

/** Reads the log of one table. Safe for use by several threads. */
@Internal
public interface CdcLog {

    /**
     * Asks for the first page of a range. Does not block.
     *
     * @return completes in a driver thread: exceptionally with an IOException that names table,
     *     stream and range when the request failed for good (transient failures are repeated
     *     inside), or when the last page ends inside a batch
     */
    CompletionStage<LogPage> read(LogRange range);

    /**
     * Asks for the first page of the times of a range's batches, which costs less than the batches
     * themselves. Does not block.
     *
     * @return completes in a driver thread: exceptionally with an IOException that names table,
     *     stream and range when the request failed for good (transient failures are repeated
     *     inside)
     */
    CompletionStage<TimesPage> readTimes(LogRange range);
}
