/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowSizingTest {

    private static final long MEBIBYTE = 1 << 20;

    private final WindowSizing sizing =
            new WindowSizing(
                    ReadOptions.defaults()
                            .withWindows(Duration.ofSeconds(1), Duration.ofSeconds(100))
                            .withLatencyTarget(Duration.ofSeconds(3)));

    @Test
    void widensOverEmptyTimeUpToTheGreatestWindow() {
        readFull(0);
        assertThat(sizing.millis()).isEqualTo(4_000);
        readFull(0);
        readFull(0);
        readFull(0);
        assertThat(sizing.millis()).isEqualTo(100_000);
    }

    @Test
    void widensWhereLittleIsWritten() {
        readFull(2 * MEBIBYTE);
        assertThat(sizing.millis()).isEqualTo(2_000);
    }

    @Test
    void staysWhereAsMuchIsWrittenAsItAimsAt() {
        readFull(3 * MEBIBYTE);
        assertThat(sizing.millis()).isEqualTo(1_000);
    }

    @Test
    void narrowsWhereMuchIsWrittenDownToTheLeastWindow() {
        readFull(0);
        readFull(0);
        readFull(100 * MEBIBYTE);
        assertThat(sizing.millis()).isEqualTo(4_000);
        readFull(100 * MEBIBYTE);
        readFull(100 * MEBIBYTE);
        assertThat(sizing.millis()).isEqualTo(1_000);
    }

    @Test
    void widensInStepsOnceTheLiveEndHasCutWindowsShort() {
        readFull(0);
        readFull(0);
        readFull(0);
        sizing.read(1_500, 0, true);
        assertThat(sizing.millis()).isEqualTo(6_000);
        readFull(0);
        assertThat(sizing.millis()).isEqualTo(24_000);
    }

    @Test
    void neverNarrowsBelowTheLeastWindow() {
        readFull(0);
        sizing.read(10, 0, true);
        assertThat(sizing.millis()).isEqualTo(1_000);
    }

    @Test
    void asksLessOftenWhereNothingIsWrittenWithinTheLatencyTarget() {
        assertThat(sizing.leastMillis()).isEqualTo(1_000);
        sizing.read(1_000, 100, true);
        assertThat(sizing.leastMillis()).isEqualTo(2_000);
        sizing.read(2_000, 100, true);
        assertThat(sizing.leastMillis()).isEqualTo(3_000);
        sizing.read(3_000, 100, false);
        assertThat(sizing.leastMillis()).isEqualTo(1_000);
    }

    private void readFull(long bytes) {
        sizing.read(sizing.millis(), bytes, bytes == 0);
    }
}
