/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SourceMetricsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualClock clock = new ManualClock(START);
    private final SourceMetrics metrics =
            SilentMetrics.of(
                    ReadOptions.defaults(), new ReadBudget(1, 1, new ReaderMailbox()), clock);

    @Test
    void lagsBehindTheClockByItsLeastPosition() {
        metrics.completeUntil(START.toEpochMilli());
        clock.advance(Duration.ofSeconds(7));
        assertThat(metrics.currentLagMillis()).isEqualTo(7_000);
    }

    @Test
    void doesNotLagWithoutSplits() {
        assertThat(metrics.currentLagMillis()).isZero();

        metrics.completeUntil(START.toEpochMilli());
        metrics.nothingToRead();
        clock.advance(Duration.ofSeconds(7));

        assertThat(metrics.currentLagMillis()).isZero();
    }
}
