/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.FilterFunction;
import org.scyllaflink.connector.model.Change;

/**
 * Lets changes through no faster than a slow job would, so that what is read piles up before it.
 */
final class Throttle implements FilterFunction<Change> {

    private static final long serialVersionUID = 1L;
    private static final int CHANGES_AT_A_TIME = 1_000;

    private final long changesPerSecond;
    private long seen;
    private long startNanos;

    /**
     * @param changesPerSecond in each subtask; 0 for as many as there are
     */
    Throttle(long changesPerSecond) {
        this.changesPerSecond = changesPerSecond;
    }

    @Override
    public boolean filter(Change change) {
        if (changesPerSecond > 0 && seen++ % CHANGES_AT_A_TIME == 0) {
            await();
        }
        return true;
    }

    private void await() {
        long now = System.nanoTime();
        if (startNanos == 0) {
            startNanos = now;
        }
        long dueNanos = startNanos + seen * TimeUnit.SECONDS.toNanos(1) / changesPerSecond;
        if (dueNanos > now) {
            LockSupport.parkNanos(dueNanos - now);
        }
    }
}
