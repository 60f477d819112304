/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads made-up logs in windows, and compares the estimate with what is left each time. */
class BacklogTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long LENGTH = Duration.ofHours(6).toMillis();
    private static final long MINUTE = 60_000;

    private final ReadOptions options = ReadOptions.defaults();
    private final ManualClock clock = new ManualClock(START);
    private final Backlog backlog = new Backlog(options, clock);

    /** How many changes were written until a time after the start. */
    private enum Writing {
        UNIFORM(millis -> millis / 10),
        BURST_OF_A_SECOND_EVERY_TEN(
                millis -> millis / 10_000 * 500 + Math.min(500, millis % 10_000 / 2)),
        BURST_OF_A_MINUTE_EVERY_TEN(
                millis ->
                        millis / (10 * MINUTE) * 6_000
                                + Math.min(6_000, millis % (10 * MINUTE) / 10));

        private final LongUnaryOperator until;

        Writing(LongUnaryOperator until) {
            this.until = until;
        }
    }

    @ParameterizedTest
    @EnumSource(Writing.class)
    void isWithinAFactorOfTwoOnceSomeOfTheLogIsRead(Writing writing) {
        begin(LENGTH);
        long known = LENGTH / 10;
        read(writing, 0, known, 5_000);
        for (long until = known; until < LENGTH * 9 / 10; until += 5_000) {
            read(writing, until, until + 5_000, 5_000);
            long left =
                    writing.until.applyAsLong(LENGTH) - writing.until.applyAsLong(until + 5_000);
            assertThat(backlog.pendingRecords())
                    .as("with %d ms read", until + 5_000)
                    .isBetween(left / 2, 2 * left);
        }
    }

    @Test
    void forgetsABurstOverTheIdleTimeAfterIt() {
        begin(LENGTH);
        read(Writing.UNIFORM, 0, LENGTH / 10, 5_000);
        long afterBurst = backlog.pendingRecords();
        LongUnaryOperator nothing = millis -> 0;
        for (long until = LENGTH / 10; until < LENGTH * 9 / 10; until += 5_000) {
            window(nothing, until, until + 5_000);
        }
        assertThat(backlog.pendingRecords()).isLessThan(afterBurst / 50);
    }

    @Test
    void isZeroWhenNoWholeWindowIsLeft() {
        begin(LENGTH);
        read(Writing.UNIFORM, 0, LENGTH - 999, 1);
        assertThat(backlog.pendingRecords()).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(backlog.pendingRecords()).isEqualTo(100);
    }

    @Test
    void growsWithTheClockWhileNothingIsRead() {
        begin(LENGTH);
        read(Writing.UNIFORM, 0, LENGTH, 5_000);
        clock.advance(Duration.ofMinutes(1));
        assertThat(backlog.pendingRecords()).isEqualTo(6_000);
    }

    @Test
    void takesSplitsThatWaitToBeAsDenseAsOthers() {
        begin(LENGTH);
        backlog.expect("split", 4, START.toEpochMilli(), millis(LENGTH / 2));
        backlog.expect("waiting", 2, millis(LENGTH / 2), Long.MAX_VALUE);
        assertThat(backlog.pendingRecords()).isZero();
        read(Writing.UNIFORM, 0, LENGTH / 2, 5_000);
        assertThat(backlog.pendingRecords()).isEqualTo(LENGTH / 10 / 4);
    }

    @Test
    void leavesOutSplitsThatAreGone() {
        begin(LENGTH);
        read(Writing.UNIFORM, 0, LENGTH / 2, 5_000);
        backlog.gone("split");
        assertThat(backlog.pendingRecords()).isZero();
    }

    private void begin(long length) {
        clock.advance(options.confidenceWindow().plusMillis(length));
        backlog.expect("split", 4, START.toEpochMilli(), Long.MAX_VALUE);
    }

    private void read(Writing writing, long from, long until, long width) {
        long step = Math.max(width, 1_000);
        for (long start = from; start < until; start += step) {
            window(writing.until, start, Math.min(until, start + step));
        }
    }

    private void window(LongUnaryOperator writtenUntil, long from, long until) {
        backlog.windowRead(
                "split",
                millis(from),
                millis(until),
                writtenUntil.applyAsLong(until) - writtenUntil.applyAsLong(from));
    }

    private static long millis(long afterStart) {
        return START.toEpochMilli() + afterStart;
    }
}
