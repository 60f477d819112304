/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds what one reader has asked for and not yet emitted. */
final class ReadBudget {

    private final int maxRequests;
    private final long maxBytes;

    /** Changed by the fetcher thread only. */
    private volatile int requests;

    private final AtomicLong bytes = new AtomicLong();

    ReadBudget(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    /** Fetcher thread: takes the right to one request if there is one. */
    boolean tryRequest() {
        if (requests >= maxRequests || bytes.get() >= maxBytes) {
            return false;
        }
        requests = requests + 1;
        return true;
    }

    /** Fetcher thread: an answer is here and holds memory until it is emitted. */
    void answered(long pageBytes) {
        requests = requests - 1;
        bytes.addAndGet(pageBytes);
    }

    /** Task thread: so many bytes have been emitted. */
    void emitted(long emittedBytes) {
        bytes.addAndGet(-emittedBytes);
    }

    int requestsInFlight() {
        return requests;
    }

    long bytesBuffered() {
        return bytes.get();
    }
}
