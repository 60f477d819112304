/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is told the time. */
final class ManualClock implements SourceClock {

    private static final long serialVersionUID = 1L;

    private volatile long now;

    ManualClock(Instant start) {
        this.now = start.toEpochMilli();
    }

    @Override
    public long millis() {
        return now;
    }

    Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    void advance(Duration duration) {
        now += duration.toMillis();
    }
}
