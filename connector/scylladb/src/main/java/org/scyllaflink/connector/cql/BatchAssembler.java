/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;

/**
 * Makes batches of changes from the rows of one stream, in the order of the log. A batch may begin
 * in one page and end in another. For one thread at a time.
 */
interface BatchAssembler {

    /**
     * Takes the next row.
     *
     * @return the batch that the row ends; null if it ends none
     * @throws IllegalStateException if the row is not what the log promises, with the row's id
     */
    @Nullable ChangeBatch add(LogRow row);

    /** Tests give a log assemblers with a fault this way, to see whether it is noticed. */
    @FunctionalInterface
    interface Factory {
        BatchAssembler of(LogLayout layout, StreamId stream, Instant generationStart);
    }
}
