/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Reads what one statement finds, page after page. */
final class RangeScan {

    private final ScyllaSession session;
    private final RequestLimit.Lane lane;
    private final ReadSeconds seconds;
    private final RowDecoder decoder;
    private final String what;

    /**
     * @param what is read, for messages
     */
    RangeScan(
            ScyllaSession session,
            RequestLimit.Lane lane,
            ReadSeconds seconds,
            RowDecoder decoder,
            String what) {
        this.session = session;
        this.lane = lane;
        this.seconds = seconds;
        this.decoder = decoder;
        this.what = what;
    }

    CompletionStage<ScanPage> first(BoundStatement statement) {
        return page(() -> session.execute(statement));
    }

    /** Whether the statement finds a row. */
    CompletionStage<Boolean> exists(BoundStatement statement) {
        return named(
                session.readTimed(lane, () -> session.execute(statement))
                        .thenApply(answer -> answer.result().one() != null));
    }

    private CompletionStage<ScanPage> page(Supplier<CompletionStage<AsyncResultSet>> request) {
        return named(session.readTimed(lane, request).thenCompose(this::page));
    }

    private <T> CompletionStage<T> named(CompletionStage<T> reading) {
        CompletableFuture<T> result = new CompletableFuture<>();
        reading.whenComplete(
                (value, failure) -> {
                    if (failure == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(named(failure));
                    }
                });
        return result;
    }

    private CompletionStage<ScanPage> page(TimedAnswer answer) {
        List<Row> rows = new ArrayList<>(answer.result().remaining());
        answer.result().currentPage().forEach(rows::add);
        return seconds.of(rows, answer.nanos())
                .thenApply(second -> new Page(answer.result(), rows, second));
    }

    /** Says of a failure what could not be read; errors pass as they are. */
    private Throwable named(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return cause instanceof Error
                ? cause
                : new IOException(what + ": " + cause.getMessage(), cause);
    }

    private final class Page implements ScanPage {
        private final AsyncResultSet result;
        private final List<Row> rows;
        private final long second;

        Page(AsyncResultSet result, List<Row> rows, long second) {
            this.result = result;
            this.rows = rows;
            this.second = second;
        }

        @Override
        public List<ScannedRow> rows() {
            List<ScannedRow> decoded = new ArrayList<>(rows.size());
            for (Row row : rows) {
                decoder.decode(row, second, decoded);
            }
            return decoded;
        }

        @Override
        public boolean isLast() {
            return !result.hasMorePages();
        }

        @Override
        public CompletionStage<ScanPage> next() {
            if (isLast()) {
                throw new IllegalStateException("no page after the last one");
            }
            return page(result::fetchNextPage);
        }
    }
}
