/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.elasticsearch.BulkOutcome.Failed;
import org.scyllaflink.elasticsearch.BulkOutcome.ResendAll;
import org.scyllaflink.elasticsearch.BulkOutcome.ResendSome;
import org.scyllaflink.elasticsearch.BulkOutcome.TooLarge;
import org.scyllaflink.elasticsearch.BulkOutcome.Written;

/**
 * Sends operations until all of them are in effect or one cannot be: waits and sends again what may
 * still succeed, and halves what is too large. Flink's writer would send failed entries again at
 * once and without end, so all of this happens inside what it takes for one request.
 */
final class BulkSender implements AutoCloseable {
    private final BulkClient client;
    private final BulkJudge judge;
    private final RetryPolicy retries;
    private final BulkMetrics metrics;
    private final RetryLog retryLog;
    private final ScheduledThreadPoolExecutor timer;
    private final UnderWay underWay = new UnderWay();
    private volatile boolean closed;

    BulkSender(
            BulkClient client,
            BulkJudge judge,
            RetryPolicy retries,
            BulkMetrics metrics,
            RetryLog retryLog) {
        this.client = client;
        this.judge = judge;
        this.retries = retries;
        this.metrics = metrics;
        this.retryLog = retryLog;
        this.timer = new ScheduledThreadPoolExecutor(1, BulkSender::timerThread);
    }

    /**
     * Brings the operations into effect. The future completes in a thread of the client or of the
     * timer: with an {@link IOException} if an operation cannot be brought into effect, and maybe
     * not at all once this is closed.
     */
    CompletableFuture<Void> send(List<ElasticsearchOperation> operations) {
        operations.forEach(underWay::enter);
        return attempt(operations, 1)
                .whenComplete((ignored, error) -> operations.forEach(underWay::leave));
    }

    /** Gives up waiting retries and requests under way. */
    @Override
    public void close() throws IOException {
        closed = true;
        timer.shutdownNow();
        client.close();
    }

    private CompletableFuture<Void> attempt(List<ElasticsearchOperation> operations, int attempt) {
        return client.bulk(operations)
                .handle(
                        (answer, error) ->
                                error == null
                                        ? judge.ofAnswer(operations, answer)
                                        : judge.ofError(operations, unwrapped(error)))
                .thenCompose(outcome -> follow(outcome, operations, attempt));
    }

    private CompletableFuture<Void> follow(
            BulkOutcome outcome, List<ElasticsearchOperation> operations, int attempt) {
        if (closed) {
            return new CompletableFuture<>();
        }
        if (outcome instanceof Written written) {
            metrics.versionConflicts().inc(written.conflicts());
            return CompletableFuture.completedFuture(null);
        }
        if (outcome instanceof ResendSome some) {
            metrics.versionConflicts().inc(some.conflicts());
            if (retries.allowsAnotherAfter(attempt)) {
                metrics.retriedItems().inc(some.operations().size());
            }
            return again(some.operations(), attempt, some.reason(), null);
        }
        if (outcome instanceof ResendAll all) {
            if (retries.allowsAnotherAfter(attempt)) {
                metrics.retriedRequests().inc();
            }
            return again(operations, attempt, all.reason(), all.cause());
        }
        if (outcome instanceof TooLarge) {
            return halves(operations, attempt);
        }
        return failure((Failed) outcome);
    }

    private CompletableFuture<Void> again(
            List<ElasticsearchOperation> operations,
            int attempt,
            String reason,
            @Nullable Throwable cause) {
        if (!retries.allowsAnotherAfter(attempt)) {
            return failure(judge.exhausted(operations, attempt, reason, cause));
        }
        Duration backoff = retries.backoff(attempt, ThreadLocalRandom.current().nextDouble());
        retryLog.retrying(operations.size(), attempt, backoff, reason);
        return after(backoff).thenCompose(ignored -> attemptNewest(operations, attempt + 1));
    }

    private CompletableFuture<Void> attemptNewest(
            List<ElasticsearchOperation> operations, int attempt) {
        List<ElasticsearchOperation> newest =
                operations.stream().filter(underWay::isNewest).toList();
        metrics.versionConflicts().inc(operations.size() - newest.size());
        return newest.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : attempt(newest, attempt);
    }

    /** One half after the other: a request in Flink's count stays one connection. */
    private CompletableFuture<Void> halves(List<ElasticsearchOperation> operations, int attempt) {
        int size = operations.size();
        if (size == 1) {
            return failure(judge.tooLarge(operations.get(0)));
        }
        return attempt(operations.subList(0, size / 2), attempt)
                .thenCompose(ignored -> attempt(operations.subList(size / 2, size), attempt));
    }

    private CompletableFuture<Void> after(Duration backoff) {
        CompletableFuture<Void> due = new CompletableFuture<>();
        timer.schedule(() -> due.complete(null), backoff.toMillis(), TimeUnit.MILLISECONDS);
        return due;
    }

    private CompletableFuture<Void> failure(Failed failed) {
        metrics.sendErrors().inc(failed.operations());
        return CompletableFuture.failedFuture(failed.error());
    }

    private static Throwable unwrapped(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null
                ? error.getCause()
                : error;
    }

    private static Thread timerThread(Runnable timer) {
        Thread thread = new Thread(timer, "elasticsearch-sink-retry");
        thread.setDaemon(true);
        return thread;
    }
}
