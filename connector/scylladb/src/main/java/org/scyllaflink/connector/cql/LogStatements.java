/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.TableName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The statement for a table's log, made anew when the table changes. A statement with an explicit
 * list of columns knows nothing of a column added later, so that a row read with it would silently
 * lack that column: before a page is asked for, the schema is made sure of.
 */
final class LogStatements {

    private static final Logger LOG = LoggerFactory.getLogger(LogStatements.class);

    /** Below the confidence window, by which every page is behind the clock. */
    private static final long OLDEST_SCHEMA_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ScyllaSession session;
    private final TableName name;

    private volatile LogStatement latest;

    /** Guarded by this. */
    private @Nullable CompletableFuture<LogStatement> renewal;

    private LogStatements(ScyllaSession session, TableName name, LogStatement first) {
        this.session = session;
        this.name = name;
        this.latest = first;
    }

    /** Blocks. */
    static LogStatements open(ScyllaSession session, TableName name) throws IOException {
        return new LogStatements(session, name, prepare(session, look(session, name)));
    }

    /**
     * A statement for all columns that writes before a time may have had: the schema was looked at
     * after that time, if it has come, and no more than a second ago. Does not block.
     */
    CompletableFuture<LogStatement> forRowsUntil(CdcTime end) {
        Instant time = Instant.EPOCH.plus(end.micros(), ChronoUnit.MICROS);
        return session.schemaVersion(OLDEST_SCHEMA_NANOS)
                .thenCompose(
                        version ->
                                version.serverTime().isBefore(time)
                                        ? session.schemaVersion(0)
                                        : CompletableFuture.completedFuture(version))
                .thenCompose(
                        version -> {
                            LogStatement known = latest;
                            return known.isFor(version.id())
                                    ? CompletableFuture.completedFuture(known)
                                    : after(known);
                        });
    }

    /** Looks at the schema again, unless another reader did so since. Does not block. */
    synchronized CompletableFuture<LogStatement> after(LogStatement outdated) {
        if (latest != outdated) {
            return CompletableFuture.completedFuture(latest);
        }
        if (renewal == null) {
            CompletableFuture<LogStatement> begun = session.inBackground(this::renew);
            renewal = begun;
            begun.whenComplete((statement, failure) -> end(begun));
        }
        return renewal;
    }

    private synchronized void end(CompletableFuture<LogStatement> renewed) {
        if (renewal == renewed) {
            renewal = null;
        }
    }

    private LogStatement renew() throws IOException {
        LogStatement before = latest;
        session.awaitSchemaAgreement();
        TableVersion table = look(session, name);
        table.checkContinues(before.table());
        LogStatement now = prepare(session, table);
        report(before.table(), table);
        latest = now;
        return now;
    }

    private void report(TableVersion before, TableVersion now) {
        if (now.table().equals(before.table())) {
            return;
        }
        List<String> gone = before.columnsNotIn(now);
        LOG.info("Table changed while its log is read: {}", now.table());
        if (!gone.isEmpty()) {
            LOG.warn(
                    "Table {} lost or renamed columns {}: their values are gone from rows of the"
                            + " log that were not read yet",
                    name,
                    gone);
        }
    }

    private static TableVersion look(ScyllaSession session, TableName name) throws IOException {
        SchemaVersion version = session.schemaVersionNow();
        SchemaReader reader = new SchemaReader(session, version.node());
        try {
            return new TableVersion(version.id(), reader.logId(name), reader.table(name));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static LogStatement prepare(ScyllaSession session, TableVersion table)
            throws IOException {
        PreparedStatement prepared = session.prepare(LogColumns.select(table.table().schema()));
        return new LogStatement(table, prepared);
    }
}
