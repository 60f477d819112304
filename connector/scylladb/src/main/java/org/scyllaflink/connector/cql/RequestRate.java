/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket: so many requests a second in the long run, and a tenth of them at once after a
 * pause. For one thread at a time.
 */
final class RequestRate {

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int BURSTS_PER_SECOND = 10;

    private final long nanosPerRequest;
    private final long burstNanos;
    private final LongSupplier nanoClock;

    /** When the bucket was, or will be, empty. */
    private long emptyNanos;

    private RequestRate(long nanosPerRequest, long burstNanos, LongSupplier nanoClock) {
        this.nanosPerRequest = nanosPerRequest;
        this.burstNanos = burstNanos;
        this.nanoClock = nanoClock;
        this.emptyNanos = nanoClock.getAsLong() - burstNanos;
    }

    /**
     * @param perSecond null for no limit
     */
    static RequestRate of(@Nullable Integer perSecond, LongSupplier nanoClock) {
        if (perSecond == null) {
            return new RequestRate(0, 0, nanoClock);
        }
        long nanosPerRequest = NANOS_PER_SECOND / perSecond;
        long burst = Math.max(nanosPerRequest, NANOS_PER_SECOND / BURSTS_PER_SECOND);
        return new RequestRate(nanosPerRequest, burst, nanoClock);
    }

    /** Takes a token: 0 if there was one, otherwise for how long there will be none. */
    long takeOrWaitNanos() {
        if (nanosPerRequest == 0) {
            return 0;
        }
        long now = nanoClock.getAsLong();
        long empty = Math.max(emptyNanos, now - burstNanos);
        long wait = empty + nanosPerRequest - now;
        if (wait <= 0) {
            emptyNanos = empty + nanosPerRequest;
            return 0;
        }
        return wait;
    }
}
