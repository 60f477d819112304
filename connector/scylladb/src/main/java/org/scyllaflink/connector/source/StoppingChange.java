/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a stopping point that is not the one in the state of a job that goes on. */
final class StoppingChange {

    private static final Logger LOG = LoggerFactory.getLogger(StoppingChange.class);

    private StoppingChange() {}

    /**
     * Gives an end to reading that had none. An end that was fixed stays: what lay before it may
     * have been read and forgotten, so that nobody knows any more where to go on.
     *
     * @param now the server's time
     * @throws IllegalArgumentException if another end is asked for than was fixed; names both
     */
    static void apply(StoppingPoint stop, GenerationTracker tracker, TableName table, Instant now) {
        @Nullable Instant fixed = tracker.until();
        if (stop instanceof StoppingPoint.At at) {
            Instant asked = StartPosition.millis(at.time());
            if (fixed == null) {
                stop(tracker, table, asked);
            } else if (!fixed.equals(asked)) {
                throw refused(table, asked.toString(), fixed);
            }
        } else if (stop instanceof StoppingPoint.Never && fixed != null) {
            throw refused(table, "never", fixed);
        } else if (stop instanceof StoppingPoint.Now && fixed == null) {
            stop(tracker, table, StartPosition.millis(now));
        }
    }

    private static void stop(GenerationTracker tracker, TableName table, Instant end) {
        LOG.info("{}: reading, which had no end, stops at {} from now on", table, end);
        tracker.stopAt(end);
    }

    private static IllegalArgumentException refused(TableName table, String asked, Instant fixed) {
        return new IllegalArgumentException(
                "stopping point: "
                        + asked
                        + " (expected: "
                        + fixed
                        + ", which is fixed in the state for "
                        + table
                        + ")");
    }
}
