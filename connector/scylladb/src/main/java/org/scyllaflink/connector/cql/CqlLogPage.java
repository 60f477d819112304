/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeBatch;

/** A page as the driver received it; its rows are decoded by who asks for the batches. */
final class CqlLogPage implements LogPage {

    private final AsyncResultSet result;
    private final LogColumns columns;
    private final BatchAssembler assembler;
    private final Successor successor;
    private List<Row> rows;
    private @Nullable CdcTime lastBatch;

    CqlLogPage(
            AsyncResultSet result,
            LogColumns columns,
            BatchAssembler assembler,
            Successor successor) {
        this.result = result;
        this.columns = columns;
        this.assembler = assembler;
        this.successor = successor;
        this.rows = new ArrayList<>(result.remaining());
        result.currentPage().forEach(rows::add);
    }

    /** Asks for the page after another. */
    interface Successor {

        /**
         * @param lastBatch the last batch that ended in the page; null if none did
         */
        CompletionStage<LogPage> after(AsyncResultSet result, @Nullable CdcTime lastBatch);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Whether the last row, which must exist, ends a batch. */
    boolean endsWithBatch() {
        return new PageLogRow(columns, rows.get(rows.size() - 1)).isEndOfBatch();
    }

    @Override
    public List<ChangeBatch> batches() {
        List<ChangeBatch> batches = new ArrayList<>(rows.size());
        if (!rows.isEmpty()) {
            PageLogRow cursor = new PageLogRow(columns, rows.get(0));
            for (Row row : rows) {
                ChangeBatch batch = assembler.add(cursor.at(row));
                if (batch != null) {
                    batches.add(batch);
                    lastBatch = batch.time();
                }
            }
        }
        rows = List.of();
        return batches;
    }

    @Override
    public long bytes() {
        return result.getExecutionInfo().getResponseSizeInBytes();
    }

    @Override
    public boolean isLast() {
        return !result.hasMorePages();
    }

    @Override
    public CompletionStage<LogPage> next() {
        if (isLast()) {
            throw new IllegalStateException("no page after the last one");
        }
        return successor.after(result, lastBatch);
    }
}
