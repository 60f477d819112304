/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats asynchronous requests that failed for a passing reason. The only place where the
 * connector retries reads.
 */
final class Repeater implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Repeater.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final BackOff backOff;
    private final Timer timer;
    private final LongSupplier nanoClock;

    /** Requests that have failed and are repeated, so that an outage is logged once for all. */
    private final AtomicInteger failing = new AtomicInteger();

    private final Set<Repeated<?>> backingOff = ConcurrentHashMap.newKeySet();
    private final LongAdder repetitions = new LongAdder();
    private volatile boolean closed;

    Repeater(BackOff backOff, Timer timer, LongSupplier nanoClock) {
        this.backOff = backOff;
        this.timer = timer;
        this.nanoClock = nanoClock;
    }

    /**
     * @param request starts an attempt; must not block
     * @return fails with the last attempt's own failure
     */
    <T> CompletableFuture<T> run(Supplier<CompletionStage<T>> request) {
        Repeated<T> repeated = new Repeated<>(request);
        repeated.attempt();
        return repeated.result;
    }

    /** How many attempts were made beyond the first ones. */
    long repetitions() {
        return repetitions.sum();
    }

    /** Fails all requests that wait for their next attempt, and from now on those that would. */
    @Override
    public void close() {
        closed = true;
        backingOff.forEach(Repeated::giveUp);
    }

    /** Runs a task later, in another thread. */
    interface Timer {
        void after(long millis, Runnable task);
    }

    /** One request with its attempts, which follow one another. */
    private final class Repeated<T> {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Supplier<CompletionStage<T>> request;
        private final long startNanos = nanoClock.getAsLong();
        private int failures;
        private boolean isCounted;
        private Throwable lastCause;

        Repeated(Supplier<CompletionStage<T>> request) {
            this.request = request;
        }

        void attempt() {
            CompletionStage<T> attempt;
            try {
                attempt = request.get();
            } catch (RuntimeException | Error e) {
                attempt = CompletableFuture.failedFuture(e);
            }
            attempt.whenComplete(this::complete);
        }

        private void complete(T value, Throwable failure) {
            if (failure == null) {
                if (isCounted && failing.decrementAndGet() == 0) {
                    LOG.info("ScyllaDB answers again");
                }
                result.complete(value);
                return;
            }
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
            long delayMillis = backOff.delayMillis(++failures, ThreadLocalRandom.current());
            if (!PassingFailures.include(cause) || isTooLate(delayMillis)) {
                fail(cause);
                return;
            }
            count(cause);
            lastCause = cause;
            backingOff.add(this);
            if (closed) {
                giveUp();
                return;
            }
            try {
                timer.after(delayMillis, this::attemptAgain);
            } catch (RuntimeException refused) {
                cause.addSuppressed(refused);
                giveUp();
            }
        }

        private void count(Throwable cause) {
            if (isCounted) {
                return;
            }
            isCounted = true;
            if (failing.getAndIncrement() == 0) {
                LOG.warn(
                        "A request failed and is repeated for up to {}: {}",
                        backOff.total(),
                        cause.toString());
            }
        }

        private void fail(Throwable cause) {
            if (isCounted) {
                failing.decrementAndGet();
            }
            result.completeExceptionally(cause);
        }

        private void attemptAgain() {
            if (backingOff.remove(this)) {
                repetitions.increment();
                attempt();
            }
        }

        private void giveUp() {
            if (backingOff.remove(this)) {
                fail(lastCause);
            }
        }

        private boolean isTooLate(long delayMillis) {
            long spentMillis = (nanoClock.getAsLong() - startNanos) / NANOS_PER_MILLI;
            return spentMillis + delayMillis > backOff.total().toMillis();
        }
    }
}
