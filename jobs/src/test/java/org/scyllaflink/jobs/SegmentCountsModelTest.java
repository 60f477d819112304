/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random changelogs through both operators, with checkpoints, failures and drains at random
 * instants, against a model that counts rows one by one.
 */
class SegmentCountsModelTest {

    private static final int RUNS = 5;

    /** With windows of 1 ms the history tells the count at every watermark. */
    @ParameterizedTest
    @ValueSource(longs = {1, 7, 100, 10_000})
    void countsAndHistoryEqualTheModelWhateverFails(long windowMillis) throws Exception {
        for (int run = 0; run < RUNS; run++) {
            long seed = new Random().nextLong();
            System.out.println("window " + windowMillis + " ms, seed " + seed + "L");
            check(windowMillis, seed);
        }
    }

    private static void check(long windowMillis, long seed) throws Exception {
        Random random = new Random(seed);
        RandomChangelog changelog = new RandomChangelog(random, 2, 300);
        TumblingWindow window = new TumblingWindow(windowMillis);
        CountedPipeline pipeline = new CountedPipeline(changelog, window, random);
        pipeline.run();
        assertThat(differences(changelog.counts(), pipeline.counts()))
                .as("counts, seed %d", seed)
                .isEmpty();
        assertThat(differences(changelog.history(window, pipeline.closed()), pipeline.history()))
                .as("history, seed %d", seed)
                .isEmpty();
    }

    /** The first few only: whole maps are unreadable. */
    private static <V> List<String> differences(Map<String, V> expected, Map<String, V> actual) {
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(expected.get(key), actual.get(key)))
                .map(key -> key + ": " + actual.get(key) + " (expected: " + expected.get(key) + ")")
                .limit(5)
                .toList();
    }

    @Test
    void everyRowOfTheModelIsCountedSomewhere() {
        RandomChangelog changelog = new RandomChangelog(new Random(1), 2, 300);
        assertThat(changelog.counts().values()).allMatch(count -> count > 0).isNotEmpty();
    }
}
