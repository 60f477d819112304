/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long rows live that a log holds. A row keeps the TTL that it was written with, so a TTL that
 * was raised counts once the rows from before it are gone, and one that was lowered at once.
 */
final class RowLife {

    private boolean isKnown;

    /** The shortest of the rows that are there; null if they stay for ever. */
    private @Nullable Duration shortest;

    /** When the log was seen with a longer one; null if it was not. */
    private @Nullable Instant raised;

    /**
     * Takes what a look at the table brought.
     *
     * @param ttl of rows that are written now, null if they stay for ever
     * @param now the server's time
     */
    void seen(@Nullable Duration ttl, Instant now) {
        if (!isKnown || !isLonger(ttl)) {
            isKnown = true;
            shortest = ttl;
            raised = null;
            return;
        }
        raised = raised == null ? now : raised;
        if (!now.isBefore(raised.plus(shortest))) {
            shortest = ttl;
            raised = null;
        }
    }

    private boolean isLonger(@Nullable Duration ttl) {
        return shortest != null && (ttl == null || ttl.compareTo(shortest) > 0);
    }

    /** Null if rows stay for ever, or before the first look. */
    @Nullable Duration shortest() {
        return shortest;
    }
}
