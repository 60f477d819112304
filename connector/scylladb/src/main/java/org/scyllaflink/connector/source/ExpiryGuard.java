/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the log's TTL has removed changes before they could be read, and does what was
 * asked for. Fetcher thread only.
 */
final class ExpiryGuard {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryGuard.class);

    private final OnDataLoss onDataLoss;
    private final SourceMetrics metrics;
    private final long clockAheadMillis;

    /**
     * @param clockAheadMillis how far this clock is ahead of the server's
     */
    ExpiryGuard(OnDataLoss onDataLoss, SourceMetrics metrics, long clockAheadMillis) {
        this.onDataLoss = onDataLoss;
        this.metrics = metrics;
        this.clockAheadMillis = clockAheadMillis;
    }

    /**
     * Looks before a window is opened, and again when it has been read.
     *
     * @param positionMillis everything before it was read in time
     * @param untilMillis how far a gap can reach
     * @param retention null if the log keeps its rows for ever
     * @return the first time, not before the position, at which the log is still whole
     * @throws IOException if changes are gone and that is not to be borne; names the gap
     */
    long firstKept(
            StreamGroupSplit split,
            long positionMillis,
            long untilMillis,
            @Nullable Retention retention,
            long nowMillis)
            throws IOException {
        if (retention == null) {
            return positionMillis;
        }
        long kept = Math.min(untilMillis, nowMillis - clockAheadMillis - retention.ttlMillis());
        if (kept <= positionMillis) {
            return positionMillis;
        }
        long checked = retention.checkedFromMillis();
        if (positionMillis < checked) {
            long backlogEnd = Math.min(kept, checked);
            metrics.backlogExpired(backlogEnd - positionMillis);
            return backlogEnd;
        }
        String loss =
                String.format(
                        "%s: changes from %s to %s may be gone unread, as the log keeps them for %s",
                        split,
                        Instant.ofEpochMilli(positionMillis),
                        Instant.ofEpochMilli(kept),
                        Duration.ofMillis(retention.ttlMillis()));
        if (onDataLoss == OnDataLoss.FAIL) {
            throw new IOException(
                    loss + " (scan.on-data-loss: fail; expected: continue, to go on without them)");
        }
        metrics.lost(kept - positionMillis);
        LOG.warn("{}; reading goes on after them", loss);
        return kept;
    }
}
