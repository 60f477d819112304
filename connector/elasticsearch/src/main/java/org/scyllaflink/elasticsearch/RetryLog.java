/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Warns of retries, but not of each: an overloaded cluster refuses thousands of items a second. */
final class RetryLog {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Logger log;
    private final String hosts;
    private final LongSupplier nanoClock;
    private boolean warnedBefore;
    private long lastWarningNanos;
    private int unsaid;

    RetryLog(Logger log, String hosts, LongSupplier nanoClock) {
        this.log = log;
        this.hosts = hosts;
        this.nanoClock = nanoClock;
    }

    /** Called in the client's threads. */
    synchronized void retrying(int operations, int attempt, Duration backoff, String reason) {
        long now = nanoClock.getAsLong();
        if (warnedBefore && now - lastWarningNanos < QUIET_NANOS) {
            unsaid++;
            return;
        }
        log.warn(
                "Elasticsearch at {} did not take {} operations (attempt {}), trying again in {} ms:"
                        + " {}{}",
                hosts,
                operations,
                attempt,
                backoff.toMillis(),
                reason,
                unsaid == 0 ? "" : " (" + unsaid + " more retries since the last warning)");
        warnedBefore = true;
        lastWarningNanos = now;
        unsaid = 0;
    }
}
