/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RowRateTest {

    private final AtomicLong nanos = new AtomicLong(5);

    @Test
    void withoutALimitPagesAreWholeAndNeverWait() {
        RowRate rate = new RowRate(null, 5_000, nanos::get);
        for (int i = 0; i < 100; i++) {
            rate.take();
            assertThat(rate.waitNanos()).isZero();
        }
        assertThat(rate.pageRows()).isEqualTo(5_000);
    }

    @Test
    void rowsOfALongTimeAreThoseOfTheRate() {
        RowRate rate = new RowRate(1_000.0, 5_000, nanos::get);
        long rows = 0;
        while (nanos.get() < TimeUnit.SECONDS.toNanos(60)) {
            nanos.addAndGet(rate.waitNanos());
            rate.take();
            rate.came(rate.pageRows());
            rows += rate.pageRows();
        }
        assertThat(rate.pageRows()).isEqualTo(250);
        assertThat(rows).isBetween(60_000L, 60_250L);
    }

    @Test
    void rowsThatDidNotComeAreNotCounted() {
        RowRate rate = new RowRate(100.0, 5_000, nanos::get);
        rate.take();
        assertThat(rate.waitNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
        rate.came(5);
        assertThat(rate.waitNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    void aRateBelowOneARowASecondWaitsLonger() {
        RowRate rate = new RowRate(0.5, 5_000, nanos::get);
        rate.take();
        assertThat(rate.pageRows()).isEqualTo(1);
        assertThat(rate.waitNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(2));
    }
}
