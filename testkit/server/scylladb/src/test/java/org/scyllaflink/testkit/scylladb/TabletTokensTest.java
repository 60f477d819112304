/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TabletTokensTest {
    @Test
    void tabletsShareTheRingEvenly() {
        assertThat(TabletTokens.evenly(1)).containsExactly(Long.MAX_VALUE);
        assertThat(TabletTokens.evenly(2)).containsExactly(-1, Long.MAX_VALUE);
        assertThat(TabletTokens.evenly(4))
                .containsExactly(-4611686018427387905L, -1, 4611686018427387903L, Long.MAX_VALUE);
        assertThat(TabletTokens.evenly(16384)).hasSize(16384).isSorted().endsWith(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, -1, 32768})
    void otherNumbersThanPowersOfTwoAreRefused(int tablets) {
        assertThatThrownBy(() -> TabletTokens.evenly(tablets))
                .hasMessage("tablets: " + tablets + " (expected: a power of two up to 16384)");
    }

    @Test
    void allHalvesOfATableAreThoseOfTwiceAsManyTablets() {
        for (int tablets = 1; tablets < 64; tablets *= 2) {
            long[] ends = TabletTokens.evenly(tablets);
            long[] twice = TabletTokens.evenly(2 * tablets);
            for (int tablet = 0; tablet < tablets; tablet++) {
                assertThat(TabletTokens.halves(ends, tablet))
                        .containsExactly(twice[2 * tablet], twice[2 * tablet + 1]);
            }
        }
    }

    @Test
    void aSingleTokenHasNoHalves() {
        assertThat(TabletTokens.halves(new long[] {0, 2}, 1)).containsExactly(1, 2);
        assertThatThrownBy(() -> TabletTokens.halves(new long[] {0, 1}, 1))
                .hasMessage("tablet: 1 (expected: one of more than a single token)");
    }
}
