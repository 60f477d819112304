/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
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

    private final LongFunction<CompletableFuture<SchemaVersion>> schemaVersion;
    private final Renewal renewal;

    private volatile LogStatement latest;

    /** Guarded by this. */
    private @Nullable CompletableFuture<LogStatement> underWay;

    /**
     * @param schemaVersion the schema's version by the most nanoseconds since it was asked for
     */
    LogStatements(
            LogStatement first,
            LongFunction<CompletableFuture<SchemaVersion>> schemaVersion,
            Renewal renewal) {
        this.latest = first;
        this.schemaVersion = schemaVersion;
        this.renewal = renewal;
    }

    /** Makes a statement for the table as it is now in place of another. Does not block. */
    @FunctionalInterface
    interface Renewal {
        CompletableFuture<LogStatement> of(LogStatement before);
    }

    /** Blocks. */
    static LogStatements open(ScyllaSession session, TableName name, ColumnSelection selection)
            throws IOException {
        return new LogStatements(
                prepare(session, look(session, name), selection),
                session::schemaVersion,
                before -> session.inBackground(() -> renew(session, before)));
    }

    /**
     * A statement for all columns, as far as they are asked for, that writes before a time may have
     * had: the schema was looked at after that time, if it has come, and no more than a second ago.
     * Does not block.
     */
    CompletableFuture<LogStatement> forRowsUntil(CdcTime end) {
        Instant time = Instant.EPOCH.plus(end.micros(), ChronoUnit.MICROS);
        return schemaVersion
                .apply(OLDEST_SCHEMA_NANOS)
                .thenCompose(
                        version ->
                                version.serverTime().isBefore(time)
                                        ? schemaVersion.apply(0)
                                        : CompletableFuture.completedFuture(version))
                .thenCompose(this::of);
    }

    private CompletableFuture<LogStatement> of(SchemaVersion version) {
        LogStatement known = latest;
        if (known.isFor(version.id())) {
            return CompletableFuture.completedFuture(known);
        }
        return after(known)
                .thenCompose(
                        renewed ->
                                // The look at the schema may have been before a later change.
                                renewed.isFor(version.id())
                                        ? CompletableFuture.completedFuture(renewed)
                                        : schemaVersion.apply(0).thenCompose(this::of));
    }

    /**
     * Looks at the schema again, unless another reader did so since or is about to. Does not block.
     */
    synchronized CompletableFuture<LogStatement> after(LogStatement outdated) {
        if (latest != outdated) {
            return CompletableFuture.completedFuture(latest);
        }
        if (underWay != null) {
            return underWay;
        }
        CompletableFuture<LogStatement> begun = renewal.of(latest).whenComplete(this::end);
        if (!begun.isDone()) {
            underWay = begun;
        }
        return begun;
    }

    private synchronized void end(@Nullable LogStatement renewed, @Nullable Throwable failure) {
        underWay = null;
        if (renewed != null) {
            latest = renewed;
        }
    }

    private static LogStatement renew(ScyllaSession session, LogStatement before)
            throws IOException {
        session.awaitSchemaAgreement();
        TableVersion table = look(session, before.schema().table());
        table.checkContinues(before.table());
        LogStatement now = prepare(session, table, before.selection());
        report(before.table(), table);
        return now;
    }

    private static void report(TableVersion before, TableVersion now) {
        if (now.table().equals(before.table())) {
            return;
        }
        List<String> gone = before.columnsNotIn(now);
        LOG.info("Table changed while its log is read: {}", now.table());
        if (!gone.isEmpty()) {
            LOG.warn(
                    "Table {} lost or renamed columns {}: their values are gone from rows of the"
                            + " log that were not read yet",
                    now.table().schema().table(),
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

    private static LogStatement prepare(
            ScyllaSession session, TableVersion table, ColumnSelection selection)
            throws IOException {
        String select = LogColumns.select(table.table().schema(), selection);
        return new LogStatement(table, selection, session.prepare(select));
    }
}
