/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;

/**
 * The batches of a split that were emitted at or after some time, so that a second look at the log
 * tells what came later. Not safe for use by several threads: the fetcher knows of what it handed
 * on, the task of what it emitted.
 */
final class EmittedBatches {

    /** With 64 splits a reader holds at most 32 MiB of them in each thread. */
    static final int MOST = 1 << 15;

    private final @Nullable SortedTimes[] streams;
    private final int most;
    private long fromMillis;
    private long cutMillis = Long.MIN_VALUE;
    private int size;

    private EmittedBatches(int streams, long fromMillis, int most) {
        this.streams = new SortedTimes[streams];
        this.fromMillis = fromMillis;
        this.most = most;
    }

    /** Those of a split as it was when its state was written. */
    static EmittedBatches of(StreamGroupSplit split) {
        return of(split, MOST);
    }

    /**
     * @param most how many are kept; with more, the oldest are forgotten
     */
    static EmittedBatches of(StreamGroupSplit split, int most) {
        Position position = split.position();
        @Nullable RememberedBatches remembered = position.remembered();
        EmittedBatches batches =
                new EmittedBatches(
                        split.streams().size(),
                        remembered == null ? endOf(position) : remembered.fromMillis(),
                        most);
        if (remembered != null) {
            for (int stream = 0; stream < batches.streams.length; stream++) {
                for (int i = 0; i < remembered.size(stream); i++) {
                    batches.add(stream, remembered.time(stream, i));
                }
            }
        }
        return batches;
    }

    /** Nothing at or after this time is out. */
    private static long endOf(Position position) {
        long end = position.completeUntil().toEpochMilli();
        for (CdcTime ahead : position.ahead().values()) {
            end = Math.max(end, Math.floorDiv(ahead.micros(), 1000L) + 1);
        }
        return end;
    }

    /** All batches emitted at or after this time are known; of earlier ones none. */
    long fromMillis() {
        return fromMillis;
    }

    /** Up to where batches were forgotten because there were too many. */
    long cutMillis() {
        return cutMillis;
    }

    int size() {
        return size;
    }

    /** In any order, though the order of time is fastest. Older ones than known are left out. */
    void add(int stream, CdcTime time) {
        if (millis(time) < fromMillis) {
            return;
        }
        @Nullable SortedTimes times = streams[stream];
        if (times == null) {
            times = new SortedTimes();
            streams[stream] = times;
        }
        if (times.add(time)) {
            size++;
            cut();
        }
    }

    /** Whether a batch of this time was not emitted, as far as is known. */
    boolean lacks(int stream, CdcTime time) {
        @Nullable SortedTimes times = streams[stream];
        return millis(time) >= fromMillis && (times == null || !times.contains(time));
    }

    void forgetBefore(long millis) {
        if (millis <= fromMillis) {
            return;
        }
        fromMillis = millis;
        CdcTime bound = CdcTime.lowest(millis * 1000);
        for (SortedTimes times : streams) {
            if (times != null) {
                size -= times.removeBefore(bound);
            }
        }
    }

    private void cut() {
        while (size > most) {
            long newest = fromMillis;
            for (SortedTimes times : streams) {
                if (times != null && !times.isEmpty()) {
                    newest = Math.max(newest, millis(times.last()));
                }
            }
            forgetBefore(fromMillis + (newest - fromMillis) / 4 + 1);
            cutMillis = fromMillis;
        }
    }

    RememberedBatches toRemembered() {
        return RememberedBatches.of(fromMillis, streams);
    }

    private static long millis(CdcTime time) {
        return Math.floorDiv(time.micros(), 1000L);
    }
}
