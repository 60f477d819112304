/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GenerationsTest {
    private static final long SECOND = 1_000_000;
    private static final long FIRST = 100 * SECOND;
    private static final long SECOND_ONE = 200 * SECOND;
    private static final long TOKEN = 42;

    private final Generation first = generation(FIRST, 1);
    private final Generation second = generation(SECOND_ONE, 2);
    private final Generations generations = new Generations();

    GenerationsTest() {
        generations.addAll(List.of(second, first));
    }

    private static Generation generation(long micros, int seed) {
        return Generation.create(new SetTimes(micros / 1000, 0), 4, 2, new Random(seed));
    }

    @Test
    void aWriteGoesToTheGenerationOfItsTime() {
        long now = SECOND_ONE + SECOND;

        assertThat(generations.streamFor(TOKEN, SECOND_ONE - 1, now))
                .isEqualTo(first.streamFor(TOKEN));
        assertThat(generations.streamFor(TOKEN, SECOND_ONE, now))
                .isEqualTo(second.streamFor(TOKEN));
    }

    @Test
    void anAnnouncedGenerationTakesWritesOfItsTimeBeforeItsTimeHasCome() {
        assertThat(generations.streamFor(TOKEN, SECOND_ONE, SECOND_ONE - SECOND))
                .isEqualTo(second.streamFor(TOKEN));
    }

    @Test
    void aWriteMoreThanFiveSecondsAheadIsFromTheFuture() {
        long now = 150 * SECOND;

        assertThat(generations.streamFor(TOKEN, now + 5 * SECOND, now))
                .isEqualTo(first.streamFor(TOKEN));
        assertThatThrownBy(() -> generations.streamFor(TOKEN, now + 5 * SECOND + 1, now))
                .hasMessageStartingWith("cdc: attempted to get a stream \"from the future\"");
    }

    @Test
    void aClosedGenerationTakesWritesForFiveSecondsMore() {
        assertThat(generations.streamFor(TOKEN, SECOND_ONE - 1, SECOND_ONE + 4 * SECOND))
                .isEqualTo(first.streamFor(TOKEN));
        assertThatThrownBy(
                        () -> generations.streamFor(TOKEN, SECOND_ONE - 1, SECOND_ONE + 5 * SECOND))
                .hasMessageStartingWith("cdc: attempted to get a stream \"from the past\"");
    }

    @Test
    void withinTheOperatingGenerationAWriteMayBeOld() {
        assertThat(generations.streamFor(TOKEN, SECOND_ONE, SECOND_ONE + 3600 * SECOND))
                .isEqualTo(second.streamFor(TOKEN));
    }

    @Test
    void aWriteBeforeTheFirstGenerationHasNoStream() {
        assertThatThrownBy(() -> generations.streamFor(TOKEN, FIRST - 1, FIRST))
                .hasMessageStartingWith("could not find any CDC stream for timestamp");
    }

    @Test
    void theLastGenerationIsThatOfTheLatestTime() {
        assertThat(generations.last()).isSameAs(second);
    }
}
