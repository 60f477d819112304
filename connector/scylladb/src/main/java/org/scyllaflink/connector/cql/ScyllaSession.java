/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A session of the driver with the connector's one way of asking: repeated when a failure may pass,
 * and bounded in what is in flight. Safe for use by several threads.
 */
final class ScyllaSession implements AutoCloseable {

    private final ScyllaConnection connection;
    private final CqlSession driver;
    private final ScheduledThreadPoolExecutor timer;
    private final Repeater repeater;
    private final RequestLimit limit;
    private final SharedAnswer<SchemaVersion> schemaVersion;
    private final BackgroundTasks background;

    private final LongAdder bytesReceived = new LongAdder();
    private volatile @Nullable Duration clockDifference;

    private ScyllaSession(ScyllaConnection connection, CqlSession driver) {
        ReadSettings reads = connection.reads();
        this.connection = connection;
        this.driver = driver;
        this.timer = new ScheduledThreadPoolExecutor(1, ScyllaSession::timerThread);
        Repeater.Timer later =
                (millis, task) -> timer.schedule(task, millis, TimeUnit.MILLISECONDS);
        this.repeater = new Repeater(BackOff.within(reads.retryTime()), later, System::nanoTime);
        this.limit =
                new RequestLimit(
                        reads.requestsInFlight(),
                        reads.bytesInFlight().getBytes(),
                        RequestRate.of(reads.requestsPerSecond(), System::nanoTime),
                        later);
        this.schemaVersion =
                new SharedAnswer<>(
                        () -> repeater.run(() -> SchemaVersion.ask(driver).thenApply(this::seen)),
                        System::nanoTime);
        this.background = new BackgroundTasks("scylla-schema");
    }

    /**
     * Blocks, for some 15 s at the most. Does not repeat: a wrong setting is to be seen at once.
     */
    static ScyllaSession open(ScyllaConnection connection) throws IOException {
        return new ScyllaSession(connection, DriverSessions.open(connection));
    }

    ScyllaConnection connection() {
        return connection;
    }

    /** Whether more than one node of the cluster is known. */
    boolean hasSeveralNodes() {
        return driver.getMetadata().getNodes().size() > 1;
    }

    /** The tokens at which the ring passes from one set of replicas to another, ascending. */
    List<Long> ring() {
        return driver.getMetadata()
                .getTokenMap()
                .map(
                        map ->
                                map.getTokenRanges().stream()
                                        .map(range -> Long.parseLong(map.format(range.getEnd())))
                                        .sorted()
                                        .toList())
                .orElse(List.of());
    }

    /** A lane for the requests of one reader, which share the session's limit with all others. */
    RequestLimit.Lane lane() {
        return limit.lane();
    }

    /** Asks for a page of a log. Does not block. */
    CompletableFuture<AsyncResultSet> readPage(RequestLimit.Lane lane, Statement<?> statement) {
        return readPage(lane, () -> driver.executeAsync(statement));
    }

    /** Asks for the page after this one. Does not block. */
    CompletableFuture<AsyncResultSet> readPageAfter(RequestLimit.Lane lane, AsyncResultSet page) {
        return readPage(lane, page::fetchNextPage);
    }

    /** Asks a question of any kind, as one of the lane's requests. Does not block. */
    CompletableFuture<TimedAnswer> readTimed(
            RequestLimit.Lane lane, Supplier<CompletionStage<AsyncResultSet>> request) {
        AtomicLong begun = new AtomicLong();
        Supplier<CompletionStage<AsyncResultSet>> attempt =
                () -> {
                    begun.set(System.nanoTime());
                    return request.get();
                };
        return readPage(lane, attempt)
                .thenApply(answer -> new TimedAnswer(answer, System.nanoTime() - begun.get()));
    }

    /** Starts a statement, as {@link #readTimed} takes it. */
    CompletionStage<AsyncResultSet> execute(Statement<?> statement) {
        return driver.executeAsync(statement);
    }

    /** Sends a statement to a replica of a token, if the driver knows one. */
    BoundStatement routed(BoundStatement statement, long token) {
        return driver.getMetadata()
                .getTokenMap()
                .map(map -> statement.setRoutingToken(map.parse(Long.toString(token))))
                .orElse(statement);
    }

    private CompletableFuture<AsyncResultSet> readPage(
            RequestLimit.Lane lane, Supplier<CompletionStage<AsyncResultSet>> request) {
        return lane.submit(() -> repeater.run(request), this::received);
    }

    private long received(AsyncResultSet page) {
        int bytes = page.getExecutionInfo().getResponseSizeInBytes();
        bytesReceived.add(bytes);
        return bytes;
    }

    private SchemaVersion seen(SchemaVersion version) {
        clockDifference = Duration.between(Instant.now(), version.serverTime());
        return version;
    }

    /** What the session is at. */
    SessionLoad load() {
        return new SessionLoad(
                limit.inFlight(),
                limit.waiting(),
                repeater.repetitions(),
                bytesReceived.sum(),
                clockDifference);
    }

    /**
     * All rows of a small result. Blocks.
     *
     * @throws IOException with the driver's failure as its cause
     */
    List<Row> query(Statement<?> statement) throws IOException {
        List<Row> rows = new ArrayList<>();
        AsyncResultSet page = await(repeater.run(() -> driver.executeAsync(statement)));
        while (true) {
            page.currentPage().forEach(rows::add);
            if (!page.hasMorePages()) {
                return rows;
            }
            page = await(repeater.run(page::fetchNextPage));
        }
    }

    /**
     * Blocks.
     *
     * @throws IOException with the driver's failure as its cause
     */
    PreparedStatement prepare(String cql) throws IOException {
        return await(prepareAsync(cql));
    }

    /** Does not block. */
    CompletableFuture<PreparedStatement> prepareAsync(String cql) {
        return repeater.run(() -> driver.prepareAsync(cql));
    }

    /** The schema's version, asked for at most so long ago. Does not block. */
    CompletableFuture<SchemaVersion> schemaVersion(long ageNanos) {
        return schemaVersion.noOlderThan(ageNanos);
    }

    /** The schema's version of now. Blocks. */
    SchemaVersion schemaVersionNow() throws IOException {
        return await(schemaVersion(0));
    }

    /**
     * Waits until all nodes have the same schema, as what is read next may come from any. Blocks.
     *
     * @throws IOException if they do not for as long as requests are repeated
     */
    void awaitSchemaAgreement() throws IOException {
        await(
                repeater.run(
                        () ->
                                driver.checkSchemaAgreementAsync()
                                        .thenCompose(ScyllaSession::agreed)));
    }

    private static CompletionStage<Void> agreed(boolean agreed) {
        return agreed
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(
                        new IOException(
                                "the nodes do not agree on the schema (expected: one version in"
                                        + " system.local and system.peers of all nodes)"));
    }

    /** Runs a task that may block, one after the other. Does not block itself. */
    <T> CompletableFuture<T> inBackground(Callable<T> task) {
        return background.run(task);
    }

    private static <T> T await(CompletableFuture<T> answer) throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for ScyllaDB");
        } catch (ExecutionException e) {
            throw new IOException("ScyllaDB: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static Thread timerThread(Runnable task) {
        Thread thread = new Thread(task, "scylla-retry-timer");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Blocks until connections and threads are gone. Whoever still waits for an answer gets none
     * but a failure.
     */
    @Override
    public void close() {
        try {
            repeater.close();
        } finally {
            timer.shutdownNow();
            background.close();
            try {
                driver.close();
            } finally {
                limit.resume();
            }
        }
    }
}
