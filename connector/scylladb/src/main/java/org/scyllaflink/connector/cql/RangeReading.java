/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.TableName;

/**
 * Reads one range of a log, page after page. When the table changes between two pages, reading
 * begins again after the last whole batch, with the statement of the new schema: a paging state is
 * of use to its own statement only, and so no batch is read with two schemas.
 */
final class RangeReading implements CqlLogPage.Successor {

    /** Each time the table has changed again between a look at the schema and the read. */
    private static final int MOST_INVALID_READS = 3;

    private final ScyllaSession session;
    private final RequestLimit.Lane lane;
    private final LogStatements statements;
    private final BatchAssembler.Factory assemblers;
    private final TableName table;
    private final LogRange range;

    // What follows is touched by one page at a time, each of which comes after the one before it.

    private LogStatement statement;
    private BatchAssembler assembler;
    private boolean endsInsideBatch;
    private int invalidReads;

    /** Where the last whole batch ends that was given out. */
    private CdcTime position;

    RangeReading(
            ScyllaSession session,
            RequestLimit.Lane lane,
            LogStatements statements,
            BatchAssembler.Factory assemblers,
            TableName table,
            LogRange range) {
        this.session = session;
        this.lane = lane;
        this.statements = statements;
        this.assemblers = assemblers;
        this.table = table;
        this.range = range;
        this.position = range.from();
    }

    CompletionStage<LogPage> first() {
        return named(statements.forRowsUntil(range.to()).thenCompose(this::begin));
    }

    @Override
    public CompletionStage<LogPage> after(AsyncResultSet result, @Nullable CdcTime lastBatch) {
        if (lastBatch != null) {
            position = lastBatch.next();
        }
        return named(
                statements
                        .forRowsUntil(range.to())
                        .thenCompose(
                                now ->
                                        now.readsAs(statement)
                                                ? page(session.readPageAfter(lane, result))
                                                : begin(now)));
    }

    private CompletionStage<LogPage> begin(LogStatement now) {
        statement = now;
        assembler = assemblers.of(now.layout(), range.stream(), range.generationStart());
        endsInsideBatch = false;
        LogRange rest = new LogRange(range.stream(), range.generationStart(), position, range.to());
        BoundStatement bound =
                now.bind(rest)
                        .setPageSize(session.connection().reads().pageSize())
                        .setConsistencyLevel(session.connection().consistency().level());
        return page(session.readPage(lane, bound));
    }

    private CompletionStage<LogPage> page(CompletableFuture<AsyncResultSet> answer) {
        return answer.handle(
                        (result, failure) ->
                                failure == null
                                        ? CompletableFuture.completedStage(page(result))
                                        : again(cause(failure)))
                .thenCompose(page -> page);
    }

    private LogPage page(AsyncResultSet result) {
        CqlLogPage page =
                new CqlLogPage(
                        result, statement.columns(result.getColumnDefinitions()), assembler, this);
        endsInsideBatch = page.isEmpty() ? endsInsideBatch : !page.endsWithBatch();
        if (page.isLast() && endsInsideBatch) {
            throw new IllegalStateException(
                    "the last row has no cdc$end_of_batch (expected: whole batches)");
        }
        invalidReads = 0;
        return page;
    }

    /** The server refuses a statement with a column, or of a log, that is there no more. */
    private CompletionStage<LogPage> again(Throwable failure) {
        if (failure instanceof InvalidQueryException && invalidReads++ < MOST_INVALID_READS) {
            return statements
                    .after(statement)
                    .thenCompose(renewed -> statements.forRowsUntil(range.to()))
                    .thenCompose(this::begin);
        }
        return CompletableFuture.failedFuture(failure);
    }

    /** Says of a failure what could not be read; errors pass as they are. */
    private CompletionStage<LogPage> named(CompletionStage<LogPage> reading) {
        CompletableFuture<LogPage> page = new CompletableFuture<>();
        reading.whenComplete(
                (value, failure) -> {
                    if (failure == null) {
                        page.complete(value);
                        return;
                    }
                    Throwable cause = cause(failure);
                    page.completeExceptionally(
                            cause instanceof Error
                                    ? cause
                                    : new IOException(this + ": " + cause.getMessage(), cause));
                });
        return page;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    @Override
    public String toString() {
        return "CDC log of "
                + table
                + ", stream "
                + range.stream()
                + ", from "
                + range.from()
                + " to "
                + range.to();
    }
}
