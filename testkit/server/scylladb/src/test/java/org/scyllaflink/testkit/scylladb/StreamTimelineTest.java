/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamTimelineTest {
    private final StreamTimeline<TabletStreams> timeline = new StreamTimeline<>("stream set");

    @Test
    void setsAreAddedInTheOrderOfTheirTimes() {
        timeline.addAll(List.of(set(200_000, 0), set(100_000, 0)));

        assertThat(timeline.last().timeMillis()).isEqualTo(200_000);
        assertThatThrownBy(() -> timeline.add(set(200_000, 0)))
                .hasMessage(
                        "new stream set at 200000"
                                + " (expected: a time after the last stream set's, 200000)");
        assertThatThrownBy(() -> timeline.refuseUnlessAhead(205_000, 210_001))
                .hasMessage("new stream set at 205000 (expected: not before now)");
        timeline.refuseUnlessAhead(205_000, 210_000);
    }

    @Test
    void aSetOperatesFromItsTimeUntilTheNext() {
        timeline.addAll(List.of(set(100, 0), set(200, 0)));

        assertThat(timeline.operatingAt(99_999)).isNull();
        assertThat(timeline.operatingAt(100_000).timeMillis()).isEqualTo(100);
        assertThat(timeline.operatingAt(199_999).timeMillis()).isEqualTo(100);
        assertThat(timeline.operatingAt(200_000).timeMillis()).isEqualTo(200);
    }

    @Test
    void clientsSeeNoSetBeforeThoseItFollows() {
        timeline.addAll(List.of(set(100, 50), set(200, 500), set(300, 60)));

        assertThat(timesSeenAt(49)).isEmpty();
        assertThat(timesSeenAt(60)).containsExactly(100L);
        assertThat(timesSeenAt(499)).containsExactly(100L);
        assertThat(timesSeenAt(500)).containsExactly(100L, 200L, 300L);
    }

    private Stream<Long> timesSeenAt(long nowMillis) {
        return timeline.publishedAt(nowMillis).stream().map(StreamSet::timeMillis);
    }

    /** Times in seconds; now is 100. From ScyllaDB's test_cdc_gc_get_new_base. */
    @ParameterizedTest
    @CsvSource({
        "20, 50, 0",
        "20, 150, 0",
        "30 90, 80, 0",
        "30 90, 50, 0",
        "30 90, 10, 1",
        "30 90, 5, 1",
        "10 30 60 90, 80, 0",
        "10 30 60 90, 70, 1",
        "10 30 60 90, 50, 1",
        "10 30 60 90, 15, 2",
        "10 30 60 90, 5, 3"
    })
    void setsThatNoLogRowCanBeOfAreForgotten(String seconds, long ttl, int base) {
        List<TabletStreams> sets =
                Arrays.stream(seconds.split(" "))
                        .map(second -> set(TimeUnit.SECONDS.toMillis(Long.parseLong(second)), 0))
                        .toList();
        timeline.addAll(sets);

        List<TabletStreams> forgotten = timeline.forgetBefore(TimeUnit.SECONDS.toMillis(100 - ttl));

        assertThat(forgotten).isEqualTo(sets.subList(0, base));
        assertThat(timeline.all()).isEqualTo(sets.subList(base, sets.size()));
    }

    private static TabletStreams set(long timeMillis, long publishedMillis) {
        return TabletStreams.of(
                new SetTimes(timeMillis, publishedMillis), List.of(TabletStreamsTest.id(1)));
    }
}
