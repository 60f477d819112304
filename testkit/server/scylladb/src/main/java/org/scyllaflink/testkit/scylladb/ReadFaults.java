/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import javax.annotation.Nullable;
import org.apache.cassandra.cql3.CQLStatement;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.cql3.statements.SelectStatement;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.schema.TableMetadata;

/**
 * What tests ordered to go wrong with the reads of tables. One for the whole JVM, as Cassandra
 * itself is. Safe for many threads.
 */
final class ReadFaults {
    static final ReadFaults ORDERED = new ReadFaults();

    private final ConcurrentMap<TableId, Integer> rowsPerPage = new ConcurrentHashMap<>();
    private final ConcurrentMap<TableId, FailingReads> failures = new ConcurrentHashMap<>();
    private volatile CountDownLatch endOfSilence = new CountDownLatch(1);

    /** Ends pages of a table after so many rows, whatever clients ask for. */
    void limitPages(TableMetadata table, int rows) {
        rowsPerPage.put(table.id, rows);
    }

    /** Fails the next reads of a table, each page being a read. */
    void failNext(TableMetadata table, long reads, ReadFailure failure) {
        failures.put(table.id, new FailingReads(failure, number -> number <= reads));
    }

    /** Fails every so many-th read of a table. */
    void failEvery(TableMetadata table, long interval, ReadFailure failure) {
        failures.put(table.id, new FailingReads(failure, number -> number % interval == 0));
    }

    /** Ends all faults; reads without an answer time out now. */
    void clear() {
        rowsPerPage.clear();
        failures.clear();
        CountDownLatch silence = endOfSilence;
        endOfSilence = new CountDownLatch(1);
        silence.countDown();
    }

    /**
     * Returns the options to execute a statement of a client with, or fails it.
     *
     * @throws RuntimeException the error for the client
     */
    QueryOptions applyTo(CQLStatement statement, QueryOptions options) {
        if (!(statement instanceof SelectStatement select)) {
            return options;
        }
        FailingReads failing = failures.get(select.table.id);
        if (failing != null) {
            ReadFailure failure = failing.next();
            if (failure != null) {
                throw failure.strike(options.getConsistency(), endOfSilence);
            }
        }
        Integer rows = rowsPerPage.get(select.table.id);
        int asked = options.getPageSize();
        return rows == null || asked > 0 && asked <= rows
                ? options
                : QueryOptions.withPageSize(options, rows);
    }

    /** Counts the reads of one table since an order. */
    private static final class FailingReads {
        private final ReadFailure failure;
        private final LongPredicate failing;
        private final AtomicLong reads = new AtomicLong();

        FailingReads(ReadFailure failure, LongPredicate failing) {
            this.failure = failure;
            this.failing = failing;
        }

        @Nullable
        ReadFailure next() {
            return failing.test(reads.incrementAndGet()) ? failure : null;
        }
    }
}
