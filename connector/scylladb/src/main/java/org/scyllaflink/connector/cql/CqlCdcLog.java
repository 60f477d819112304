/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Reads a log with one prepared statement, always one stream at a time: only with the stream id
 * bound as the whole partition key does the driver know the node, and the shard, to ask.
 */
final class CqlCdcLog implements CdcLog {

    private final ScyllaSession session;
    private final TableSchema schema;
    private final PreparedStatement statement;

    /** Those of the latest page; nearly always those of the next one, too. */
    private volatile @Nullable LogColumns columns;

    private CqlCdcLog(ScyllaSession session, TableSchema schema, PreparedStatement statement) {
        this.session = session;
        this.schema = schema;
        this.statement = statement;
    }

    /** Blocks. */
    static CqlCdcLog open(ScyllaSession session, TableSchema schema) throws IOException {
        try {
            return new CqlCdcLog(session, schema, session.prepare(LogColumns.select(schema)));
        } catch (IOException e) {
            if (e.getCause() instanceof InvalidQueryException) {
                throw new IOException(
                        "the log of " + schema.table() + " cannot be read: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    @Override
    public CompletionStage<LogPage> read(LogRange range) {
        BoundStatement bound =
                statement
                        .bind()
                        .setBytesUnsafe(0, range.stream().toBytes())
                        .setUuid(1, range.from().toUuid())
                        .setUuid(2, range.to().toUuid())
                        .setPageSize(session.connection().reads().pageSize())
                        .setConsistencyLevel(session.connection().consistency().level());
        return page(new RangeReading(range), session.readPage(bound));
    }

    private CompletionStage<LogPage> page(
            RangeReading reading, CompletableFuture<AsyncResultSet> answer) {
        CompletableFuture<LogPage> page = new CompletableFuture<>();
        answer.whenComplete(
                (result, failure) -> {
                    if (failure != null) {
                        page.completeExceptionally(reading.failed(failure));
                        return;
                    }
                    try {
                        page.complete(reading.page(result));
                    } catch (Throwable e) {
                        // Errors as well: the driver's thread would drop them, and the reader wait.
                        page.completeExceptionally(e);
                    }
                });
        return page;
    }

    private LogColumns columns(ColumnDefinitions definitions) {
        LogColumns known = columns;
        if (known == null || !known.describe(definitions)) {
            known = new LogColumns(schema, definitions);
            columns = known;
        }
        return known;
    }

    /** What the pages of one range have in common. */
    private final class RangeReading implements CqlLogPage.Successor {
        private final LogRange range;
        private final ChangeAssembler assembler;
        private boolean endsInsideBatch;

        RangeReading(LogRange range) {
            this.range = range;
            this.assembler = new ChangeAssembler(schema, range.stream(), range.generationStart());
        }

        LogPage page(AsyncResultSet result) throws IOException {
            LogColumns found = columns(result.getColumnDefinitions());
            CqlLogPage page = new CqlLogPage(result, found, assembler, this);
            endsInsideBatch = page.isEmpty() ? endsInsideBatch : !page.endsWithBatch();
            if (page.isLast() && endsInsideBatch) {
                throw new IOException(
                        this + ": the last row has no cdc$end_of_batch (expected: whole batches)");
            }
            return page;
        }

        @Override
        public CompletionStage<LogPage> after(AsyncResultSet result) {
            return CqlCdcLog.this.page(this, session.readPageAfter(result));
        }

        IOException failed(Throwable cause) {
            return new IOException(this + ": " + cause.getMessage(), cause);
        }

        @Override
        public String toString() {
            return "CDC log of "
                    + schema.table()
                    + ", stream "
                    + range.stream()
                    + ", from "
                    + range.from()
                    + " to "
                    + range.to();
        }
    }
}
