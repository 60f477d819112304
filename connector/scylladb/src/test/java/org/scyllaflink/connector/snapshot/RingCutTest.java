/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.model.TokenRange;

class RingCutTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16, 256, 1000})
    void rangesCoverTheRingInEqualParts(int number) {
        List<TokenRange> ranges = RingCut.into(number, List.of());

        assertThat(ranges).hasSize(number);
        assertThat(ranges.get(0).after()).isEqualTo(Long.MIN_VALUE);
        assertThat(ranges.get(number - 1).last()).isEqualTo(Long.MAX_VALUE);
        BigInteger mean = BigInteger.TWO.pow(64).divide(BigInteger.valueOf(number));
        long after = Long.MIN_VALUE;
        for (TokenRange range : ranges) {
            assertThat(range.after()).isEqualTo(after).isLessThan(range.last());
            BigInteger width = BigInteger.valueOf(range.last()).subtract(BigInteger.valueOf(after));
            assertThat(width.subtract(mean).abs()).isLessThan(BigInteger.valueOf(2L * number));
            after = range.last();
        }
    }

    @Test
    void rangesEndWhereReplicasChange() {
        List<TokenRange> ranges = RingCut.into(4, List.of(17L, -5L, Long.MIN_VALUE));
        assertThat(ranges)
                .containsExactly(
                        new TokenRange(Long.MIN_VALUE, -(1L << 62)),
                        new TokenRange(-(1L << 62), -5),
                        new TokenRange(-5, 0),
                        new TokenRange(0, 17),
                        new TokenRange(17, 1L << 62),
                        new TokenRange(1L << 62, Long.MAX_VALUE));
    }

    @Test
    void aRingOfManyBoundariesIsCutAtEach() {
        List<Long> boundaries = List.of(10L, 20L, 30L);
        assertThat(RingCut.into(1, boundaries)).hasSize(4);
    }
}
