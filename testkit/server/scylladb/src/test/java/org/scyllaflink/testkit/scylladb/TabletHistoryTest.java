/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TabletHistoryTest {
    private static final long SECOND = 1_000_000;
    private static final long FIRST = 100 * SECOND;
    private static final long NEXT = 200 * SECOND;
    private static final long TOKEN = 42;

    private final TabletStreams first = set(FIRST, 2);
    private final TabletStreams next = set(NEXT, 4);
    private final TabletHistory history = new TabletHistory();

    TabletHistoryTest() {
        history.timeline().addAll(List.of(first, next));
    }

    private static TabletStreams set(long micros, int tablets) {
        return TabletStreams.create(
                new SetTimes(micros / 1000, 0), TabletTokens.evenly(tablets), new Random(7));
    }

    @Test
    void aWriteGoesToTheSetOfItsTimeEvenIfItsStreamsAreClosedForLong() {
        long now = NEXT + 3600 * SECOND;

        assertThat(history.streamFor(TOKEN, FIRST, now)).isEqualTo(first.streamFor(TOKEN));
        assertThat(history.streamFor(TOKEN, NEXT - 1, now)).isEqualTo(first.streamFor(TOKEN));
        assertThat(history.streamFor(TOKEN, NEXT, now)).isEqualTo(next.streamFor(TOKEN));
    }

    @Test
    void aWriteMoreThanFiveSecondsAheadIsFromTheFuture() {
        assertThat(history.streamFor(TOKEN, NEXT, NEXT - 5 * SECOND))
                .isEqualTo(next.streamFor(TOKEN));
        assertThatThrownBy(() -> history.streamFor(TOKEN, NEXT, NEXT - 5 * SECOND - 1))
                .hasMessageStartingWith("cdc: attempted to get a stream \"from the future\"");
    }

    @Test
    void aWriteBeforeTheOldestSetHasNoStream() {
        assertThatThrownBy(() -> history.streamFor(TOKEN, FIRST - 1, NEXT))
                .hasMessage("could not find any CDC stream for timestamp 99999999.");

        history.timeline().forgetBefore(NEXT / 1000);

        assertThatThrownBy(() -> history.streamFor(TOKEN, NEXT - 1, NEXT))
                .hasMessage("could not find any CDC stream for timestamp 199999999.");
    }
}
