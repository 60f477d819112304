/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Makes batches of changes from the rows of one stream, in the order of the log. A batch may begin
 * in one page and end in another. For one thread at a time.
 */
final class ChangeAssembler {

    private final TableSchema schema;
    private final LogKeys keys;
    private final StreamId stream;
    private final Instant generationStart;

    private @Nullable BatchDraft open;

    ChangeAssembler(TableSchema schema, StreamId stream, Instant generationStart) {
        this.schema = schema;
        this.keys = new LogKeys(schema);
        this.stream = stream;
        this.generationStart = generationStart;
    }

    /**
     * Takes the next row.
     *
     * @return the batch that the row ends; null if it ends none
     * @throws IllegalStateException if the row is not what the log promises, with the row's id
     */
    @Nullable ChangeBatch add(LogRow row) {
        CdcTime time = row.time();
        BatchDraft batch = open;
        if (batch == null) {
            batch = new BatchDraft(keys, stream, generationStart, time);
            open = batch;
        } else if (!batch.time().equals(time)) {
            throw LogFault.at(
                    schema.table(),
                    new ChangeId(stream, time, row.sequence()),
                    "begins before the batch at "
                            + batch.time()
                            + " has ended (expected: a row"
                            + " with cdc$end_of_batch between them)");
        }
        batch.add(row);
        if (!row.isEndOfBatch()) {
            return null;
        }
        open = null;
        return batch.complete();
    }
}
