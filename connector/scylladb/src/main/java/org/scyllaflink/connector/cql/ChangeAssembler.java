/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.StreamId;

/** Keeps the batch that is open, and its rows apart from those of all others. */
final class ChangeAssembler implements BatchAssembler {

    private final LogLayout layout;
    private final StreamId stream;
    private final Instant generationStart;

    private @Nullable BatchDraft open;

    ChangeAssembler(LogLayout layout, StreamId stream, Instant generationStart) {
        this.layout = layout;
        this.stream = stream;
        this.generationStart = generationStart;
    }

    @Override
    public @Nullable ChangeBatch add(LogRow row) {
        CdcTime time = row.time();
        BatchDraft batch = open;
        if (batch == null) {
            batch = new BatchDraft(layout, stream, generationStart, time);
            open = batch;
        } else if (!batch.time().equals(time)) {
            throw LogFault.at(
                    layout.schema().table(),
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
