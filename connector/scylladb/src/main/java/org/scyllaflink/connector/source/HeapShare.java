/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many bytes of pages a reader may hold, so that all readers of a job in one TaskManager leave
 * most of its heap to others. Taken and given back by the task thread, asked by any.
 */
final class HeapShare {

    /** The part of the heap that pages may take, decoded or not. */
    private static final int PART_OF_HEAP = 4;

    /** Rows of small values take about ten times the memory that they take on the wire. */
    private static final int HEAP_OF_A_BYTE = 10;

    private static final long ALL_BYTES =
            Runtime.getRuntime().maxMemory() / PART_OF_HEAP / HEAP_OF_A_BYTE;

    /** Shares taken in this class loader, which is that of one job in one TaskManager. */
    private static final AtomicInteger TAKEN = new AtomicInteger();

    private final long mostBytes;
    private boolean taken;

    /**
     * @param mostBytes never more than these, however large the heap is
     */
    HeapShare(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    void take() {
        if (!taken) {
            taken = true;
            TAKEN.incrementAndGet();
        }
    }

    void giveBack() {
        if (taken) {
            taken = false;
            TAKEN.decrementAndGet();
        }
    }

    /** Of pages, as they came over the wire. */
    long bytes() {
        return Math.min(mostBytes, ALL_BYTES / Math.max(1, TAKEN.get()));
    }
}
