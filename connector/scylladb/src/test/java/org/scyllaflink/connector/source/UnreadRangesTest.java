/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.TokenRange;
import org.scyllaflink.connector.source.HeldSplit.Phase;

class UnreadRangesTest {

    private static final int TOKENS = 30;

    @Test
    void findsWhatComparingEachWithEachFinds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<TokenRange> unread = new ArrayList<>();
            UnreadRanges ranges = new UnreadRanges();
            for (int generation = 0; generation < 1 + random.nextInt(2); generation++) {
                for (TokenRange range : someOf(partsOfTheRing(random), random)) {
                    unread.add(range);
                    ranges.add(split(generation, range));
                }
            }
            for (TokenRange range : partsOfTheRing(random)) {
                assertThat(ranges.overlap(range))
                        .as("seed %d: %s and %s", seed, range, unread)
                        .isEqualTo(unread.stream().anyMatch(range::overlaps));
            }
        }
    }

    @Test
    void findsTheWholeRing() {
        UnreadRanges ranges = new UnreadRanges();
        ranges.add(split(0, TokenRange.ring()));
        ranges.add(split(0, TokenRange.ring()));
        assertThat(ranges.overlap(new TokenRange(3, 4))).isTrue();
        assertThat(ranges.overlap(TokenRange.ring())).isTrue();
    }

    @Test
    void releasesTensOfThousandsOfSplitsAtOnce() {
        int size = 50_000;
        List<HeldSplit> splits = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            TokenRange range = new TokenRange(i, i + 1L);
            boolean read = i % 2 == 0;
            splits.add(split(i, 1, range, read ? Phase.FINISHED : Phase.REGISTERED));
            splits.add(split(i, 2, range, Phase.REGISTERED));
        }
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(new HandOver(splits).released()).hasSize(size / 2));
    }

    /** Ranges that cover all tokens, the last of them over the greatest token to the least. */
    private static List<TokenRange> partsOfTheRing(Random random) {
        Set<Long> ends = new TreeSet<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            ends.add((long) random.nextInt(TOKENS));
        }
        List<TokenRange> parts = new ArrayList<>();
        List<Long> inOrder = List.copyOf(ends);
        long before = inOrder.get(inOrder.size() - 1);
        for (long end : inOrder) {
            parts.add(new TokenRange(before, end));
            before = end;
        }
        return parts;
    }

    private static List<TokenRange> someOf(List<TokenRange> all, Random random) {
        List<TokenRange> some =
                new ArrayList<>(all.stream().filter(range -> random.nextBoolean()).toList());
        return some.isEmpty() ? all : some;
    }

    private static HeldSplit split(long generation, TokenRange range) {
        return split(0, generation, range, Phase.REGISTERED);
    }

    private static HeldSplit split(int id, long generation, TokenRange range, Phase phase) {
        return new HeldSplit(generation + "-" + id, Changes.TABLE, generation, range, phase);
    }
}
