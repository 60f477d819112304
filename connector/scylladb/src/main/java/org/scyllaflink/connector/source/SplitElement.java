/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

/** What the fetcher hands to the emitter: each is emitted, and moves the split, in one call. */
sealed interface SplitElement
        permits PositionedBatch,
                LateBatch,
                SplitElement.Opened,
                SplitElement.WindowEnd,
                SplitElement.Swept,
                SplitElement.Closed {

    /** First element of a split in this reader: holds the watermark where the split stands. */
    record Opened() implements SplitElement {}

    /**
     * Everything before a time is out, for all streams of the split.
     *
     * @param last whether the split's generation, or the reading, ends here
     */
    record WindowEnd(long endMillis, boolean last) implements SplitElement {}

    /**
     * Late batches have been looked for.
     *
     * @param fromMillis from when on they will be looked for again
     */
    record Swept(long fromMillis) implements SplitElement {}

    /**
     * Last element of a split: its successors have taken over.
     *
     * @param idle whether its output is marked idle, which it cannot be any more once it is
     *     released
     */
    record Closed(boolean idle) implements SplitElement {}
}
