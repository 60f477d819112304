/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Estimates how many changes are written and not yet read, without asking the server: of each split
 * the changes per time seen lately, times the stretch that is left. Any thread may ask; splits are
 * told of by the fetcher thread.
 */
final class Backlog {

    /** At the live end the density is that of about this long. */
    private static final long LEAST_MEMORY_MILLIS = 10_000;

    private final long confidenceMillis;
    private final long minWindowMillis;
    private final SourceClock clock;
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();

    /** A stretch shorter than the least window is not asked for, so that it is no backlog. */
    Backlog(ReadOptions options, SourceClock clock) {
        this.confidenceMillis = options.confidenceWindow().toMillis();
        this.minWindowMillis = options.minWindow().toMillis();
        this.clock = clock;
    }

    /**
     * What is known of a split.
     *
     * @param endMillis of the generation or the reading; the greatest number if it is not known
     * @param changesPerMilli of the stretch that was looked at
     * @param seenMillis how long that stretch is
     */
    private record Pace(
            int streams,
            long untilMillis,
            long endMillis,
            double changesPerMilli,
            long seenMillis) {

        Pace at(int newStreams, long newUntilMillis, long newEndMillis) {
            return new Pace(newStreams, newUntilMillis, newEndMillis, changesPerMilli, seenMillis);
        }

        /**
         * What lies ahead is likely to be as what lies as far behind, so the mean reaches that far,
         * if as much has been seen.
         */
        Pace windowRead(long newUntilMillis, long widthMillis, long changes, long leftMillis) {
            long seen = seenMillis + widthMillis;
            long reach = Math.min(seen, Math.max(LEAST_MEMORY_MILLIS, leftMillis));
            double weight = (double) widthMillis / Math.max(widthMillis, reach);
            double density = (double) changes / widthMillis;
            return new Pace(
                    streams,
                    newUntilMillis,
                    endMillis,
                    changesPerMilli + weight * (density - changesPerMilli),
                    seen);
        }

        long leftMillis(long readableMillis) {
            return Math.max(0, Math.min(readableMillis, endMillis) - untilMillis);
        }
    }

    /**
     * A split is there, or has another end.
     *
     * @param untilMillis everything before is read
     */
    void expect(String splitId, int streams, long untilMillis, long endMillis) {
        paces.merge(
                splitId,
                new Pace(streams, untilMillis, endMillis, 0, 0),
                (known, given) -> known.at(streams, untilMillis, endMillis));
    }

    /** A window of a split that is expected is read. */
    void windowRead(String splitId, long startMillis, long endMillis, long changes) {
        long readable = readableMillis();
        paces.computeIfPresent(
                splitId,
                (id, pace) ->
                        pace.windowRead(
                                endMillis,
                                Math.max(1, endMillis - startMillis),
                                changes,
                                pace.leftMillis(readable)));
    }

    void gone(String splitId) {
        paces.remove(splitId);
    }

    private long readableMillis() {
        return clock.millis() - confidenceMillis;
    }

    /**
     * Any thread. A split that has read no window is taken to be as dense as the others; if none
     * has, nothing is known, which is 0.
     */
    long pendingRecords() {
        long readable = readableMillis();
        double ofStream = changesPerMilliOfStream();
        double pending = 0;
        for (Pace pace : paces.values()) {
            long left = pace.leftMillis(readable);
            if (left >= minWindowMillis) {
                pending +=
                        pace.seenMillis() == 0
                                ? left * ofStream * pace.streams()
                                : left * pace.changesPerMilli();
            }
        }
        return Math.round(pending);
    }

    private double changesPerMilliOfStream() {
        double changes = 0;
        long streams = 0;
        for (Pace pace : paces.values()) {
            if (pace.seenMillis() > 0) {
                changes += pace.changesPerMilli();
                streams += pace.streams();
            }
        }
        return streams == 0 ? 0 : changes / streams;
    }
}
