/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a {@link StartingPoint} and a {@link StoppingPoint} lie for a given log. */
final class StartPosition {

    private static final Logger LOG = LoggerFactory.getLogger(StartPosition.class);

    /** Who asks for the present may have a clock that is ahead of the server's. */
    private static final Duration TOLERATED_FUTURE = Duration.ofMinutes(1);

    private StartPosition() {}

    /**
     * A log that a job begins to read.
     *
     * @param firstGeneration start of the oldest generation
     * @param ttl life of its rows, null if it has no end
     */
    record Log(TableName table, Instant firstGeneration, @Nullable Duration ttl) {

        private Instant oldestKept(Instant now) {
            if (ttl == null || !now.minus(ttl).isAfter(firstGeneration)) {
                return firstGeneration;
            }
            return millis(now.minus(ttl));
        }
    }

    /**
     * @param now the server's time
     * @throws IllegalArgumentException if the points contradict each other, the start lies in the
     *     future, or changes written since may be gone and that is not to be borne; names the gap
     */
    static ReadSpan resolve(ReadRequest request, Log log, Instant now) {
        @Nullable Instant until = until(request.stop(), now);
        StartingPoint start = request.start();
        if (start instanceof StartingPoint.At at) {
            Instant from = at(at.time(), log, now, request.demands().onDataLoss());
            return new ReadSpan(from, from, until);
        }
        if (start instanceof StartingPoint.Earliest) {
            return new ReadSpan(log.oldestKept(now), millis(now), until);
        }
        Instant from = millis(now.minus(request.options().confidenceWindow()));
        if (until != null && until.isBefore(from)) {
            throw new IllegalArgumentException(
                    "stopping point: "
                            + until
                            + " (expected: not before the starting point, latest, which is "
                            + from
                            + ")");
        }
        return new ReadSpan(from, from, until);
    }

    private static Instant at(Instant time, Log log, Instant now, OnDataLoss onDataLoss) {
        if (time.isAfter(now.plus(TOLERATED_FUTURE))) {
            throw new IllegalArgumentException(
                    "starting point: "
                            + time
                            + " lies in the future (expected: not after "
                            + millis(now)
                            + ", the server's time)");
        }
        Instant oldest = log.oldestKept(now);
        if (!time.isBefore(oldest)) {
            return millis(time);
        }
        if (oldest.isAfter(log.firstGeneration())) {
            String gone =
                    String.format(
                            "starting point: %s, but the log of %s keeps changes for %s, so those"
                                    + " until %s may be gone",
                            time, log.table(), log.ttl(), oldest);
            if (onDataLoss == OnDataLoss.FAIL) {
                throw new IllegalArgumentException(
                        gone
                                + " (expected: a later time, earliest, or scan.on-data-loss:"
                                + " continue)");
            }
            LOG.warn("{}; reading begins there", gone);
        } else {
            LOG.warn(
                    "starting point: {}, but the oldest generation of the log of {} began at {};"
                            + " reading begins there",
                    time,
                    log.table(),
                    oldest);
        }
        return oldest;
    }

    private static @Nullable Instant until(StoppingPoint point, Instant now) {
        if (point instanceof StoppingPoint.At at) {
            return millis(at.time());
        }
        return point instanceof StoppingPoint.Now ? millis(now) : null;
    }

    static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
