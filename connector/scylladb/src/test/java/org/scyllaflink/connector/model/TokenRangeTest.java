/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenRangeTest {

    private static final long LEAST = Long.MIN_VALUE;
    private static final long GREATEST = Long.MAX_VALUE;

    @ParameterizedTest
    @CsvSource({
        "10, 20, 10, false",
        "10, 20, 11, true",
        "10, 20, 20, true",
        "10, 20, 21, false",
        "-5, 5, 0, true",
        "20, 10, 20, false", // over the greatest token
        "20, 10, 21, true",
        "20, 10, -9223372036854775808, true",
        "20, 10, 9223372036854775807, true",
        "20, 10, 10, true",
        "20, 10, 11, false",
        "7, 7, 7, true", // the whole ring
        "7, 7, 8, true",
        "7, 7, -8, true",
        "9223372036854775807, -9223372036854775808, -9223372036854775808, true",
        "9223372036854775807, -9223372036854775808, 9223372036854775807, false",
        "-9223372036854775808, 9223372036854775807, -9223372036854775808, false",
    })
    void containsTokensAboveItsStartUpToItsEnd(
            long after, long last, long token, boolean expected) {
        assertThat(new TokenRange(after, last).contains(token)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 20, 10, 20, true",
        "10, 20, 20, 30, false", // neighbours
        "10, 20, 19, 30, true",
        "10, 20, 0, 10, false",
        "10, 20, 0, 11, true",
        "10, 20, 12, 15, true", // one inside the other
        "10, 20, 30, 5, false", // over the greatest token
        "10, 20, 30, 10, false",
        "10, 20, 30, 11, true",
        "10, 20, 20, 10, false", // the rest of the ring
        "10, 20, 19, 10, true",
        "30, 5, 40, 2, true", // both over the greatest token
        "30, 5, 5, 30, false",
        "30, 5, 5, 31, true",
        "10, 20, 15, 15, true", // the whole ring
        "10, 20, 50, 50, true",
        "10, 10, 50, 50, true",
        "20, 12, 11, 21, true", // two common stretches
    })
    void overlapsWhatHasACommonToken(
            long after, long last, long otherAfter, long otherLast, boolean expected) {
        TokenRange range = new TokenRange(after, last);
        TokenRange other = new TokenRange(otherAfter, otherLast);
        assertThat(range.overlaps(other)).isEqualTo(expected);
        assertThat(other.overlaps(range)).isEqualTo(expected);
    }

    @Test
    void theRingHoldsAllTokensAndOverlapsEverything() {
        assertThat(TokenRange.ring().contains(LEAST)).isTrue();
        assertThat(TokenRange.ring().contains(GREATEST)).isTrue();
        assertThat(TokenRange.ring().overlaps(new TokenRange(LEAST, LEAST + 1))).isTrue();
        assertThat(new TokenRange(GREATEST, LEAST).overlaps(TokenRange.ring())).isTrue();
    }

    @Test
    void reachesThroughAnother() {
        assertThat(new TokenRange(10, 20).through(new TokenRange(30, 40)))
                .isEqualTo(new TokenRange(10, 40));
    }
}
