/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.MemorySize;
import org.jspecify.annotations.Nullable;

/**
 * How the log is read. {@link #defaults()} suits most tables.
 *
 * @param confidenceWindow how far reading stays behind the clock: a change that shows in the log
 *     later than this after its own timestamp is missed. Not below the server's write timeout.
 * @param minWindow the least stretch of time asked for at once: at the live end changes wait up to
 *     this long for each other
 * @param maxWindow the greatest stretch of time asked for at once, over empty time
 * @param latencyTarget at the live end a split in which nothing was written lately is read less and
 *     less often, but so that changes wait no longer than this; no less than {@code minWindow}
 * @param splitsPerReader how many splits of a generation a reader gets at most
 * @param discoveryInterval how often new generations are looked for
 * @param horizonMargin how far past the last look readers may read; must stay below the time by
 *     which the server announces generations ahead (65 s unless its ring delay was changed)
 * @param requestsInFlight pages that a reader asks for at the same time
 * @param bufferSize bytes of pages that a reader holds before it stops asking for more
 * @param lateSweep the second look for changes that came later than the confidence window; null if
 *     there is none
 */
@PublicEvolving
public record ReadOptions(
        Duration confidenceWindow,
        Duration minWindow,
        Duration maxWindow,
        Duration latencyTarget,
        int splitsPerReader,
        Duration discoveryInterval,
        Duration horizonMargin,
        int requestsInFlight,
        MemorySize bufferSize,
        @Nullable LateSweep lateSweep)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final ReadOptions DEFAULTS =
            new ReadOptions(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofHours(1),
                    Duration.ofSeconds(1),
                    64,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    64,
                    MemorySize.ofMebiBytes(64),
                    null);

    /**
     * @throws IllegalArgumentException if a value is out of its range; names it
     */
    public ReadOptions {
        require(!confidenceWindow.isNegative(), "confidence window", confidenceWindow, "0 or more");
        require(minWindow.toMillis() > 0, "least window", minWindow, "1 ms or more");
        require(
                maxWindow.compareTo(minWindow) >= 0,
                "greatest window",
                maxWindow,
                "not below the least window, " + minWindow);
        require(latencyTarget.toMillis() > 0, "latency target", latencyTarget, "1 ms or more");
        require(splitsPerReader > 0, "splits per reader", splitsPerReader, "1 or more");
        require(
                discoveryInterval.toMillis() > 0,
                "discovery interval",
                discoveryInterval,
                "1 ms or more");
        require(
                horizonMargin.compareTo(discoveryInterval) > 0,
                "horizon margin",
                horizonMargin,
                "more than the discovery interval, " + discoveryInterval);
        require(requestsInFlight > 0, "requests in flight", requestsInFlight, "1 or more");
        require(bufferSize.getBytes() > 0, "buffer size", bufferSize, "more than 0");
    }

    public static ReadOptions defaults() {
        return DEFAULTS;
    }

    public ReadOptions withConfidenceWindow(Duration duration) {
        return with(draft -> draft.confidenceWindow = duration);
    }

    public ReadOptions withWindows(Duration min, Duration max) {
        return with(
                draft -> {
                    draft.minWindow = min;
                    draft.maxWindow = max;
                });
    }

    public ReadOptions withLatencyTarget(Duration target) {
        return with(draft -> draft.latencyTarget = target);
    }

    public ReadOptions withSplitsPerReader(int splits) {
        return with(draft -> draft.splitsPerReader = splits);
    }

    public ReadOptions withDiscovery(Duration interval, Duration margin) {
        return with(
                draft -> {
                    draft.discoveryInterval = interval;
                    draft.horizonMargin = margin;
                });
    }

    public ReadOptions withLimits(int requests, MemorySize buffer) {
        return with(
                draft -> {
                    draft.requestsInFlight = requests;
                    draft.bufferSize = buffer;
                });
    }

    /** See {@link #lateSweep()}. */
    public ReadOptions withLateSweep(LateSweep sweep) {
        return with(draft -> draft.lateSweep = sweep);
    }

    public ReadOptions withoutLateSweep() {
        return with(draft -> draft.lateSweep = null);
    }

    private ReadOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** By how much a change may be late and is found for sure by the sweep, which there must be. */
    long lateReachMillis() {
        return confidenceWindow.plus(lateSweep.depth()).minus(lateSweep.interval()).toMillis();
    }

    private static void require(boolean holds, String option, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    option + ": " + value + " (expected: " + expected + ")");
        }
    }

    /** Values by name, as so many in a row are easily taken one for the other. */
    private static final class Draft {
        private Duration confidenceWindow;
        private Duration minWindow;
        private Duration maxWindow;
        private Duration latencyTarget;
        private int splitsPerReader;
        private Duration discoveryInterval;
        private Duration horizonMargin;
        private int requestsInFlight;
        private MemorySize bufferSize;
        private @Nullable LateSweep lateSweep;

        Draft(ReadOptions options) {
            confidenceWindow = options.confidenceWindow;
            minWindow = options.minWindow;
            maxWindow = options.maxWindow;
            latencyTarget = options.latencyTarget;
            splitsPerReader = options.splitsPerReader;
            discoveryInterval = options.discoveryInterval;
            horizonMargin = options.horizonMargin;
            requestsInFlight = options.requestsInFlight;
            bufferSize = options.bufferSize;
            lateSweep = options.lateSweep;
        }

        ReadOptions finished() {
            return new ReadOptions(
                    confidenceWindow,
                    minWindow,
                    maxWindow,
                    latencyTarget,
                    splitsPerReader,
                    discoveryInterval,
                    horizonMargin,
                    requestsInFlight,
                    bufferSize,
                    lateSweep);
        }
    }
}
