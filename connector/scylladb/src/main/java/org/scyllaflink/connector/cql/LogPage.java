/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.flink.annotation.Internal;
import org.scyllaflink.connector.model.ChangeBatch;

/** One page of a range, in whole batches. For one thread at a time. */
@Internal
public interface LogPage {

    /**
     * Decodes the page's batches, ascending in time. A batch that goes on in the next page comes
     * with that page. To be called once, before {@link #next()}.
     *
     * @throws IllegalStateException if a row cannot be read as promised, for instance for an
     *     unknown {@code cdc$operation}; the message names table, stream, time and value
     */
    List<ChangeBatch> batches();

    /** Bytes of the page's cells, for limits on what is buffered. */
    long bytes();

    boolean isLast();

    /**
     * Asks for the next page, as {@link CdcLog#read} does.
     *
     * @throws IllegalStateException if this page is the last one
     */
    CompletionStage<LogPage> next();
}
