/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.scyllaflink.connector.model.TableName;

/**
 * Writes the rows whose log is read: one row a partition, so that each is a batch of its own in the
 * log, which is the costliest form for a reader.
 */
final class LoadWriter {

    private static final int ROWS_A_REQUEST = 20;
    private static final int IN_FLIGHT = 64;

    private final CqlSession session;

    LoadWriter(CqlSession session) {
        this.session = session;
    }

    /** Makes the table anew and fills it. Blocks. */
    void write(TableName table, long rows) throws InterruptedException {
        session.execute(
                "CREATE KEYSPACE IF NOT EXISTS "
                        + table.keyspace()
                        + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        session.execute(
                "CREATE TABLE "
                        + table
                        + " (member bigint, segment int, name text, score double, since timestamp,"
                        + " PRIMARY KEY (member, segment)) WITH cdc = {'enabled': true}");
        PreparedStatement insert =
                session.prepare(
                        "INSERT INTO "
                                + table
                                + " (member, segment, name, score, since) VALUES (?, ?, ?, ?, ?)");
        Semaphore free = new Semaphore(IN_FLIGHT);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (long row = 0; row < rows; row += ROWS_A_REQUEST) {
            BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
            for (long i = row; i < Math.min(rows, row + ROWS_A_REQUEST); i++) {
                batch.addStatement(
                        insert.bind(i, (int) (i % 1_000), "member-" + i, i * 0.5, Instant.now()));
            }
            free.acquire();
            session.executeAsync(batch.build())
                    .whenComplete(
                            (done, failed) -> {
                                failure.compareAndSet(null, failed);
                                free.release();
                            });
        }
        free.acquire(IN_FLIGHT);
        if (failure.get() != null) {
            throw new IllegalStateException("write failed", failure.get());
        }
    }
}
