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
    private static final Duration CONFIDENCE = Duration.ofSeconds(10);
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
                start(at("2026-02-05T00:00:00Z"), DAY, "2026-02-05T00:00:00Z"),
                start(at("2025-01-01T00:00:00Z"), null, "2026-01-01T00:00:00Z"),
                start(at("2025-01-01T00:00:00Z"), MONTH, "2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("starts")
    void liesWhereTheLogCanStillBeRead(
            StartingPoint point, @Nullable Duration logTtl, Instant expected) {
        assertThat(StartPosition.resolve(point, FIRST, NOW, logTtl, CONFIDENCE))
                .isEqualTo(expected);
    }

    @Test
    void namesTheGapIfChangesMayBeGone() {
        assertThatThrownBy(
                        () ->
                                StartPosition.resolve(
                                        at("2026-01-05T00:00:00Z"), FIRST, NOW, DAY, CONFIDENCE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "starting point: 2026-01-05T00:00:00Z, but the log keeps changes for PT24H,"
                                + " so those until 2026-01-10T00:00:00.123Z may be gone (expected:"
                                + " a later time, or earliest)");
    }

    @Test
    void stopsAtWholeMilliseconds() {
        assertThat(StartPosition.resolve(StoppingPoint.never(), NOW)).isNull();
        assertThat(StartPosition.resolve(StoppingPoint.now(), NOW))
                .isEqualTo("2026-01-11T00:00:00.123Z");
        assertThat(StartPosition.resolve(StoppingPoint.at(NOW.plusNanos(999)), FIRST))
                .isEqualTo("2026-01-11T00:00:00.123Z");
    }

    private static StartingPoint at(String time) {
        return StartingPoint.at(Instant.parse(time));
    }

    private static Arguments start(
            StartingPoint point, @Nullable Duration logTtl, String expected) {
        return Arguments.of(point, logTtl, Instant.parse(expected));
    }
}
