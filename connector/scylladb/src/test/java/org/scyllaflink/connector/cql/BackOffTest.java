/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {

    private static final BackOff BACK_OFF = BackOff.within(Duration.ofMinutes(5));

    @ParameterizedTest
    @CsvSource({
        "1, 80, 120",
        "2, 160, 240",
        "3, 320, 480",
        "6, 2560, 3840",
        "7, 4000, 6000",
        "31, 4000, 6000",
        "32, 4000, 6000",
        "2147483647, 4000, 6000",
    })
    void pausesDoubleUpToABoundGiveOrTakeAFifth(int failures, long least, long most) {
        Random random = new Random(failures);

        assertThat(LongStream.generate(() -> BACK_OFF.delayMillis(failures, random)).limit(1_000))
                .allMatch(millis -> millis >= least && millis <= most);
    }

    @Test
    void requestsThatFailTogetherDoNotComeBackTogether() {
        Random random = new Random(1);

        assertThat(
                        LongStream.generate(() -> BACK_OFF.delayMillis(5, random))
                                .limit(100)
                                .distinct()
                                .count())
                .isGreaterThan(80);
    }
}
