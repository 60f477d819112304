/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StartPositionTest {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-11T00:00:00.123456Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);

    static Stream<Arguments> starts() {
        return Stream.of(
                start(StartingPoint.earliest(), null, "2026-01-01T00:00:00Z"),
                start(StartingPoint.earliest(), MONTH, "2026-01-01T00:00:00Z"),
                start(StartingPoint.earliest(), DAY, "2026-01-10T00:00:00.123Z"),
                start(StartingPoint.latest(), null, "2026-01-10T23:59:50.123Z"),
                start(StartingPoint.latest(), DAY, "2026-01-10T23:59:50.123Z"),
                start(at("2026-01-10T12:00:00.000999Z"), DAY, "2026-01-10T12:00:00Z"),
                start(at("2026-01-05T00:00:00Z"), null, "2026-01-05T00:00:00Z"),
                start(at("2026-01-11T00:00:30Z"), DAY, "2026-01-11T00:00:30Z"),
                start(at("2025-01-01T00:00:00Z"), null, "2026-01-01T00:00:00Z"),
                start(at("2025-01-01T00:00:00Z"), MONTH, "2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("starts")
    void liesWhereTheLogCanStillBeRead(
            StartingPoint point, @Nullable Duration logTtl, Instant expected) {
        ReadSpan span = resolve(point, StoppingPoint.never(), OnDataLoss.FAIL, logTtl);
        assertThat(span.from()).isEqualTo(expected);
        assertThat(span.checkedFrom())
                .isEqualTo(
                        point instanceof StartingPoint.Earliest
                                ? Instant.parse("2026-01-11T00:00:00.123Z")
                                : expected);
        assertThat(span.until()).isNull();
    }

    @Test
    void namesTheGapIfChangesMayBeGone() {
        StartingPoint tooEarly = at("2026-01-05T00:00:00Z");
        assertThatThrownBy(() -> resolve(tooEarly, StoppingPoint.never(), OnDataLoss.FAIL, DAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "starting point: 2026-01-05T00:00:00Z, but the log of shop.orders keeps"
                                + " changes for PT24H, so those until 2026-01-10T00:00:00.123Z may"
                                + " be gone (expected: a later time, earliest, or"
                                + " scan.on-data-loss: continue)");
        assertThat(resolve(tooEarly, StoppingPoint.never(), OnDataLoss.CONTINUE, DAY).from())
                .isEqualTo("2026-01-10T00:00:00.123Z");
    }

    @Test
    void refusesAStartInTheFuture() {
        StartingPoint future = at("2026-01-11T00:01:01Z");
        assertThatThrownBy(() -> resolve(future, StoppingPoint.never(), OnDataLoss.FAIL, DAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "starting point: 2026-01-11T00:01:01Z lies in the future (expected: not"
                                + " after 2026-01-11T00:00:00.123Z, the server's time)");
    }

    @Test
    void refusesAStopBeforeTheLatestChanges() {
        StoppingPoint past = StoppingPoint.at(Instant.parse("2026-01-10T00:00:00Z"));
        assertThatThrownBy(() -> resolve(StartingPoint.latest(), past, OnDataLoss.FAIL, DAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "stopping point: 2026-01-10T00:00:00Z (expected: not before the starting"
                                + " point, latest, which is 2026-01-10T23:59:50.123Z)");
    }

    @Test
    void stopsAtWholeMilliseconds() {
        StartingPoint start = StartingPoint.earliest();
        assertThat(resolve(start, StoppingPoint.now(), OnDataLoss.FAIL, DAY).until())
                .isEqualTo("2026-01-11T00:00:00.123Z");
        StoppingPoint at = StoppingPoint.at(NOW.plusNanos(999));
        assertThat(resolve(start, at, OnDataLoss.FAIL, DAY).until())
                .isEqualTo("2026-01-11T00:00:00.123Z");
    }

    private static ReadSpan resolve(
            StartingPoint start,
            StoppingPoint stop,
            OnDataLoss onDataLoss,
            @Nullable Duration logTtl) {
        ReadRequest request =
                new ReadRequest(
                        new FakeCluster(new ManualClock(NOW), 1),
                        TableSelection.of(Changes.TABLE),
                        start,
                        stop,
                        LogDemands.NONE.withOnDataLoss(onDataLoss),
                        ReadOptions.defaults(),
                        new ManualClock(NOW));
        return StartPosition.resolve(
                request, new StartPosition.Log(Changes.TABLE, FIRST, logTtl), NOW);
    }

    private static StartingPoint at(String time) {
        return StartingPoint.at(Instant.parse(time));
    }

    private static Arguments start(
            StartingPoint point, @Nullable Duration logTtl, String expected) {
        return Arguments.of(point, logTtl, Instant.parse(expected));
    }
}
