/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds what one reader has asked for and not yet emitted. */
final class ReadBudget {

    private final int maxRequests;
    private final long maxBytes;
    private final ReaderMailbox mailbox;

    /** Changed by the fetcher thread only. */
    private volatile int requests;

    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param mailbox is told when there is room for bytes again
     */
    ReadBudget(int maxRequests, long maxBytes, ReaderMailbox mailbox) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
        this.mailbox = mailbox;
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

    /** Task thread: so many bytes have been emitted, so that a fetcher that waits may go on. */
    void emitted(long emittedBytes) {
        long before = bytes.getAndAdd(-emittedBytes);
        if (before >= maxBytes && before - emittedBytes < maxBytes) {
            mailbox.roomMade();
        }
    }

    int requestsInFlight() {
        return requests;
    }

    long bytesBuffered() {
        return bytes.get();
    }
}
