/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Bounds the requests that wait for an answer, by number, by the bytes that their answers are
 * likely to bring, and by how many begin in a second. The others queue, each in the lane of its
 * reader; the lanes take turns, so that a reader that asks for much does not hold up those that ask
 * for little. No thread ever blocks on it.
 */
final class RequestLimit {

    /** A new page moves the mean by this part, so that the limit follows within some ten pages. */
    private static final int MEAN_WEIGHT = 8;

    private final int mostRequests;
    private final long mostBytes;
    private final RequestRate rate;
    private final Repeater.Timer timer;

    /** Lanes with requests that wait, each once, in the order of their turns. */
    private final Queue<Lane> turns = new ConcurrentLinkedQueue<>();

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Calls of {@link #drain} that came while one was at work, which works for them too. */
    private final AtomicInteger drains = new AtomicInteger();

    /** Whether a call of {@link #drain} is due when the rate allows for a request again. */
    private final AtomicBoolean pausing = new AtomicBoolean();

    /**
     * Bytes of a page. Unknown at first, and so assumed large: a few requests tell. Racing updates
     * may lose one of them, which does no harm to a mean.
     */
    private volatile long meanBytes;

    RequestLimit(int mostRequests, long mostBytes, RequestRate rate, Repeater.Timer timer) {
        this.mostRequests = mostRequests;
        this.mostBytes = mostBytes;
        this.rate = rate;
        this.timer = timer;
        this.meanBytes = mostBytes / MEAN_WEIGHT;
    }

    /** The requests of one reader. */
    final class Lane {
        private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
        private final AtomicInteger size = new AtomicInteger();

        /**
         * Starts a request at once or when others have finished.
         *
         * @param request starts it; must not block
         * @param answerBytes bytes of an answer
         */
        <T> CompletableFuture<T> submit(
                Supplier<? extends CompletionStage<T>> request,
                ToLongFunction<? super T> answerBytes) {
            CompletableFuture<T> result = new CompletableFuture<>();
            waiting.incrementAndGet();
            requests.add(() -> start(request, answerBytes, result));
            if (size.getAndIncrement() == 0) {
                turns.add(this);
            }
            drain();
            return result;
        }

        private void startNext() {
            Runnable request = requests.remove();
            if (size.decrementAndGet() > 0) {
                turns.add(this);
            }
            waiting.decrementAndGet();
            inFlight.incrementAndGet();
            request.run();
        }
    }

    Lane lane() {
        return new Lane();
    }

    int inFlight() {
        return inFlight.get();
    }

    int waiting() {
        return waiting.get();
    }

    private <T> void start(
            Supplier<? extends CompletionStage<T>> request,
            ToLongFunction<? super T> answerBytes,
            CompletableFuture<T> result) {
        request.get()
                .whenComplete(
                        (answer, failure) -> {
                            inFlight.decrementAndGet();
                            drain();
                            if (failure == null) {
                                learn(answerBytes.applyAsLong(answer));
                                result.complete(answer);
                            } else {
                                result.completeExceptionally(failure);
                            }
                        });
    }

    private void learn(long bytes) {
        long mean = meanBytes;
        meanBytes = mean + (bytes - mean) / MEAN_WEIGHT;
    }

    private int allowed() {
        return (int) Math.max(1, Math.min(mostRequests, mostBytes / Math.max(1, meanBytes)));
    }

    private void drain() {
        if (drains.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            while (inFlight.get() < allowed() && !turns.isEmpty() && isInRate()) {
                turns.remove().startNext();
            }
            seen = drains.addAndGet(-seen);
        } while (seen > 0);
    }

    private boolean isInRate() {
        long nanos = rate.takeOrWaitNanos();
        if (nanos == 0) {
            return true;
        }
        if (pausing.compareAndSet(false, true)) {
            try {
                timer.after(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, this::resume);
            } catch (RejectedExecutionException closed) {
                // The requests fail by themselves then, which those who wait have to learn.
                pausing.set(false);
                return true;
            }
        }
        return false;
    }

    /** Starts what may be started now. To be called after a pause, and once the timer is closed. */
    void resume() {
        pausing.set(false);
        drain();
    }
}
