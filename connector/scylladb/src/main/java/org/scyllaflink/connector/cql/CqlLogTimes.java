/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.TableName;

/**
 * Reads nothing but the times of a log. All rows of a batch are asked for, as grouping them would
 * make the server answer without pages.
 */
final class CqlLogTimes {

    private final ScyllaSession session;
    private final RequestLimit.Lane lane;
    private final TableName log;

    /** Prepared when first asked for: only few readers ever do. */
    private @Nullable CompletableFuture<PreparedStatement> statement;

    /**
     * @param table the base table
     */
    CqlLogTimes(ScyllaSession session, RequestLimit.Lane lane, TableName table) {
        this.session = session;
        this.lane = lane;
        this.log = table.log();
    }

    CompletionStage<TimesPage> read(LogRange range) {
        CompletableFuture<AsyncResultSet> answer =
                statement().thenCompose(prepared -> session.readPage(lane, bind(prepared, range)));
        return page(range, answer);
    }

    private synchronized CompletableFuture<PreparedStatement> statement() {
        if (statement == null || statement.isCompletedExceptionally()) {
            statement =
                    session.prepareAsync(
                            "SELECT \"cdc$time\" FROM "
                                    + CqlIdentifier.fromInternal(log.keyspace()).asCql(false)
                                    + "."
                                    + CqlIdentifier.fromInternal(log.table()).asCql(false)
                                    + " WHERE \"cdc$stream_id\" = ? AND \"cdc$time\" >= ?"
                                    + " AND \"cdc$time\" < ?");
        }
        return statement;
    }

    private BoundStatement bind(PreparedStatement prepared, LogRange range) {
        return prepared.bind()
                .setBytesUnsafe(0, range.stream().toBytes())
                .setUuid(1, range.from().toUuid())
                .setUuid(2, range.to().toUuid())
                .setPageSize(session.connection().reads().pageSize())
                .setConsistencyLevel(session.connection().consistency().level());
    }

    private CompletionStage<TimesPage> page(
            LogRange range, CompletableFuture<AsyncResultSet> answer) {
        return answer.handle(
                (result, failure) -> {
                    if (failure != null) {
                        throw new CompletionException(failed(range, failure));
                    }
                    return new Page(range, result);
                });
    }

    private IOException failed(LogRange range, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return new IOException(
                "times of "
                        + log
                        + ", stream "
                        + range.stream()
                        + ", from "
                        + range.from()
                        + " to "
                        + range.to()
                        + ": "
                        + cause.getMessage(),
                cause);
    }

    private final class Page implements TimesPage {

        private final LogRange range;
        private final AsyncResultSet result;
        private final List<CdcTime> times;

        Page(LogRange range, AsyncResultSet result) {
            this.range = range;
            this.result = result;
            this.times = new ArrayList<>(result.remaining());
            @Nullable CdcTime last = null;
            for (Row row : result.currentPage()) {
                ByteBuffer bytes = row.getBytesUnsafe(0);
                CdcTime time =
                        new CdcTime(
                                bytes.getLong(bytes.position()),
                                bytes.getLong(bytes.position() + Long.BYTES));
                if (!time.equals(last)) {
                    times.add(time);
                    last = time;
                }
            }
        }

        @Override
        public List<CdcTime> times() {
            return times;
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
        public CompletionStage<TimesPage> next() {
            if (isLast()) {
                throw new IllegalStateException("no page after the last one");
            }
            return page(range, session.readPageAfter(lane, result));
        }
    }
}
