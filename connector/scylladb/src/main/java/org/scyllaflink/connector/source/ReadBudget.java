/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what one reader has asked for and not yet emitted, by number and by bytes of pages. What
 * is asked for counts as much as pages were large of late, since it will take memory when it comes.
 */
final class ReadBudget implements AutoCloseable {

    /** A new page moves the mean by this part, so that the limit follows within some ten pages. */
    private static final int MEAN_WEIGHT = 8;

    /**
     * How many pages fill the share as long as none has come. Not so few that some streams whose
     * servers do not answer keep all others from being read after a restart.
     */
    private static final int PAGES_AT_FIRST = 16;

    private final int maxRequests;
    private final HeapShare share;
    private final ReaderMailbox mailbox;

    /** Changed by the fetcher thread only. */
    private volatile int requests;

    /** Of a page. Unknown at first, and so assumed rather large. Fetcher thread only. */
    private long meanBytes;

    private final AtomicLong bytes = new AtomicLong();

    /** Whether the fetcher waits for bytes to be emitted. */
    private volatile boolean full;

    /**
     * @param maxBytes less if the heap is small or has to do for many readers
     * @param mailbox is told when there is room for bytes again
     */
    ReadBudget(int maxRequests, long maxBytes, ReaderMailbox mailbox) {
        this.maxRequests = maxRequests;
        this.share = new HeapShare(maxBytes);
        this.mailbox = mailbox;
        this.meanBytes = share.bytes() / PAGES_AT_FIRST;
    }

    /** The reader begins to read: others have to leave it its share of the heap. */
    void open() {
        share.take();
    }

    /** Fetcher thread: takes the right to one request if there is one. */
    boolean tryRequest() {
        if (requests >= maxRequests || !hasRoom()) {
            return false;
        }
        requests = requests + 1;
        return true;
    }

    private boolean hasRoom() {
        if (fits()) {
            return true;
        }
        full = true;
        // What was emitted just before has not told the mailbox.
        if (fits()) {
            full = false;
            return true;
        }
        return false;
    }

    /** One request may always be under way, however large its answer: else nothing would go on. */
    private boolean fits() {
        long buffered = bytes.get();
        long most = share.bytes();
        return buffered + (requests + 1) * meanBytes <= most || requests == 0 && buffered < most;
    }

    /** Fetcher thread: a page is here and holds memory until it is emitted. */
    void answered(long pageBytes) {
        requests = requests - 1;
        meanBytes += (pageBytes - meanBytes) / MEAN_WEIGHT;
        bytes.addAndGet(pageBytes);
    }

    /**
     * Fetcher thread: an answer is here that holds no page, so that it says nothing of their size.
     */
    void answeredWithoutPage() {
        requests = requests - 1;
    }

    /** Task thread: so many bytes have been emitted, so that a fetcher that waits may go on. */
    void emitted(long emittedBytes) {
        bytes.addAndGet(-emittedBytes);
        if (full && emittedBytes > 0) {
            full = false;
            mailbox.roomMade();
        }
    }

    int requestsInFlight() {
        return requests;
    }

    long bytesBuffered() {
        return bytes.get();
    }

    @Override
    public void close() {
        share.giveBack();
    }
}
