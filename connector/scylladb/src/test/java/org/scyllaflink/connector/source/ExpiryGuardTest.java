/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are seconds after the start; the log keeps its rows for 60 s. */
class ExpiryGuardTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final StreamGroupSplit SPLIT =
            Changes.split(START, 0, Changes.streams(0, 2, 2), Position.startOf(START));

    @ParameterizedTest
    @CsvSource({
        // position, end of the generation, from when checked, now, first kept
        "0,    1000,  0,  60,  0", // at the edge
        "0,    1000,  0,  61,  1",
        "0,    1000,  0, 100, 40",
        "45,   1000,  0, 100, 45",
        "0,      30,  0, 100, 30", // no gap reaches beyond the generation
        "0,    1000, 50, 100, 40", // what was there at the start may expire
        "0,    1000, 30, 100, 30", // up to what came after it
        "30,   1000, 30, 100, 40",
    })
    void findsTheFirstTimeAtWhichTheLogIsWhole(
            long position, long until, long checkedFrom, long now, long kept) throws IOException {
        ExpiryGuard guard = guard(OnDataLoss.CONTINUE, 0);
        Retention retention = new Retention(60_000, millis(checkedFrom));
        assertThat(firstKept(guard, position, until, retention, now)).isEqualTo(millis(kept));
    }

    @Test
    void namesTheGapUnlessLossesAreToBeBorne() {
        Retention retention = new Retention(60_000, millis(0));
        assertThatThrownBy(() -> firstKept(guard(OnDataLoss.FAIL, 0), 0, 1_000, retention, 100))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "split 0 of generation 2026-01-01T00:00:00Z of shop.orders (4 streams,"
                                + " complete until 2026-01-01T00:00:00Z): changes from"
                                + " 2026-01-01T00:00:00Z to 2026-01-01T00:00:40Z may be gone"
                                + " unread, as the log keeps them for PT1M (scan.on-data-loss:"
                                + " fail; expected: continue, to go on without them)");
    }

    @Test
    void failsNotForWhatWasThereAtTheStart() throws IOException {
        Retention retention = new Retention(60_000, millis(90));
        assertThat(firstKept(guard(OnDataLoss.FAIL, 0), 0, 1_000, retention, 100))
                .isEqualTo(millis(40));
    }

    @Test
    void nothingExpiresInALogThatKeepsItsRowsForEver() throws IOException {
        assertThat(firstKept(guard(OnDataLoss.FAIL, 0), 0, 1_000, null, 1_000_000))
                .isEqualTo(millis(0));
    }

    @Test
    void goesByTheClockOfTheServer() throws IOException {
        Retention retention = new Retention(60_000, millis(0));
        assertThat(firstKept(guard(OnDataLoss.CONTINUE, 5_000), 0, 1_000, retention, 100))
                .isEqualTo(millis(35));
    }

    private static ExpiryGuard guard(OnDataLoss onDataLoss, long clockAheadMillis) {
        ReadBudget budget = new ReadBudget(1, 1, new ReaderMailbox());
        SourceMetrics metrics =
                SilentMetrics.of(ReadOptions.defaults(), budget, new ManualClock(START));
        return new ExpiryGuard(onDataLoss, metrics, clockAheadMillis);
    }

    private static long firstKept(
            ExpiryGuard guard, long position, long until, @Nullable Retention retention, long now)
            throws IOException {
        return guard.firstKept(SPLIT, millis(position), millis(until), retention, millis(now));
    }

    private static long millis(long seconds) {
        return START.plusSeconds(seconds).toEpochMilli();
    }
}
