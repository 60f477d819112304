/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Spreads requests for pages over time. A page is paid for before it is asked for, as if it were
 * full; what it lacked is paid back. For one thread at a time.
 */
final class RowRate {

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** A page takes up no more than so much of a second's rows. */
    private static final int PAGES_PER_SECOND = 4;

    private final double nanosPerRow;
    private final int mostPageRows;
    private final LongSupplier nanoClock;

    /** When the next page may be asked for. */
    private long dueNanos;

    /**
     * @param rowsPerSecond null for no limit; may be a part of a row
     * @param pageRows of a page if there is no limit
     */
    RowRate(@Nullable Double rowsPerSecond, int pageRows, LongSupplier nanoClock) {
        this.nanosPerRow = rowsPerSecond == null ? 0 : NANOS_PER_SECOND / rowsPerSecond;
        this.mostPageRows =
                rowsPerSecond == null
                        ? pageRows
                        : (int) Math.max(1, Math.min(pageRows, rowsPerSecond / PAGES_PER_SECOND));
        this.nanoClock = nanoClock;
        this.dueNanos = nanoClock.getAsLong();
    }

    /** Rows of a page that is asked for now. */
    int pageRows() {
        return mostPageRows;
    }

    /** For how long no page may be asked for; 0 if it may be done now. */
    long waitNanos() {
        return Math.max(0, dueNanos - nanoClock.getAsLong());
    }

    /** A page is asked for. */
    void take() {
        long now = nanoClock.getAsLong();
        dueNanos = Math.max(dueNanos, now) + Math.round(nanosPerRow * mostPageRows);
    }

    /** A page came with so many rows. */
    void came(int rows) {
        dueNanos -= Math.round(nanosPerRow * (mostPageRows - Math.min(rows, mostPageRows)));
    }
}
