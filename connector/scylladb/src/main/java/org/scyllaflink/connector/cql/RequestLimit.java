/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Bounds the requests that wait for an answer, by number and by the bytes that their answers are
 * likely to bring; the others queue in the order of their coming. No thread ever blocks on it.
 */
final class RequestLimit {

    /** A new page moves the mean by this part, so that the limit follows within some ten pages. */
    private static final int MEAN_WEIGHT = 8;

    private final int mostRequests;
    private final long mostBytes;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Calls of {@link #drain} that came while one was at work, which works for them too. */
    private final AtomicInteger drains = new AtomicInteger();

    /**
     * Bytes of a page. Unknown at first, and so assumed large: a few requests tell. Racing updates
     * may lose one of them, which does no harm to a mean.
     */
    private volatile long meanBytes;

    RequestLimit(int mostRequests, long mostBytes) {
        this.mostRequests = mostRequests;
        this.mostBytes = mostBytes;
        this.meanBytes = mostBytes / MEAN_WEIGHT;
    }

    /**
     * Starts a request at once or when others have finished.
     *
     * @param request starts it; must not block
     * @param size bytes of an answer
     */
    <T> CompletableFuture<T> submit(
            Supplier<? extends CompletionStage<T>> request, ToLongFunction<? super T> size) {
        CompletableFuture<T> result = new CompletableFuture<>();
        waiting.add(
                () ->
                        request.get()
                                .whenComplete(
                                        (answer, failure) -> {
                                            inFlight.decrementAndGet();
                                            drain();
                                            if (failure == null) {
                                                learn(size.applyAsLong(answer));
                                                result.complete(answer);
                                            } else {
                                                result.completeExceptionally(failure);
                                            }
                                        }));
        drain();
        return result;
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
            while (inFlight.get() < allowed()) {
                Runnable next = waiting.poll();
                if (next == null) {
                    break;
                }
                inFlight.incrementAndGet();
                next.run();
            }
            seen = drains.addAndGet(-seen);
        } while (seen > 0);
    }
}
