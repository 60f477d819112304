/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.source.HeldSplit.Phase;

class SplitPlacementTest {

    private static final long NOW = 5_000;
    private static final Instant FUTURE = Instant.ofEpochMilli(9_000);
    private static final Instant PAST = Instant.ofEpochMilli(4_000);

    @Test
    void spreadsSplitsEvenly() {
        Map<Integer, List<StreamGroupSplit>> placed =
                SplitPlacement.place(
                        splits(FUTURE, 5),
                        Map.of(0, Map.of(), 1, Map.of(), 2, Map.of()),
                        Map.of(),
                        NOW);

        assertThat(placed.get(0)).hasSize(2);
        assertThat(placed.get(1)).hasSize(2);
        assertThat(placed.get(2)).hasSize(1);
    }

    @Test
    void evensOutWhatReadersHaveOfTheSameGeneration() {
        Map<Integer, Map<String, HeldSplit>> held =
                Map.of(0, Map.of("a", held(FUTURE), "b", held(FUTURE)), 1, Map.of());

        assertThat(SplitPlacement.place(splits(FUTURE, 2), held, Map.of(), NOW))
                .containsOnlyKeys(1);
    }

    @Test
    void disregardsEarlierGenerationsAsTheyWillBeGone() {
        Map<Integer, Map<String, HeldSplit>> held =
                Map.of(0, Map.of("a", held(PAST), "b", held(PAST)), 1, Map.of());

        assertThat(SplitPlacement.place(splits(FUTURE, 2), held, Map.of(), NOW))
                .containsOnlyKeys(0, 1);
    }

    @Test
    void givesLateSplitsOnlyToReadersThatHoldTheWatermark() {
        Map<Integer, Map<String, HeldSplit>> held =
                Map.of(0, Map.of(), 1, Map.of("a", held(Instant.EPOCH)), 2, Map.of());

        assertThat(SplitPlacement.place(splits(PAST, 4), held, Map.of(), NOW)).containsOnlyKeys(1);
    }

    @Test
    void givesLateSplitsToAllIfNobodyHoldsAny() {
        assertThat(
                        SplitPlacement.place(
                                splits(PAST, 4), Map.of(0, Map.of(), 1, Map.of()), Map.of(), NOW))
                .containsOnlyKeys(0, 1);
    }

    @Test
    void givesSplitsBackToTheReaderTheyComeFrom() {
        Map<Integer, Map<String, HeldSplit>> held =
                Map.of(0, Map.of("a", held(PAST)), 1, Map.of(), 2, Map.of("b", held(FUTURE)));

        for (Instant generation : List.of(PAST, FUTURE)) {
            List<StreamGroupSplit> splits = splits(generation, 2);
            Map<String, Integer> cameFrom =
                    Map.of(splits.get(0).splitId(), 1, splits.get(1).splitId(), 2);
            assertThat(SplitPlacement.place(splits, held, cameFrom, NOW))
                    .isEqualTo(Map.of(1, splits.subList(0, 1), 2, splits.subList(1, 2)));
        }
    }

    @Test
    void disregardsAReaderThatTakesNoSplits() {
        List<StreamGroupSplit> splits = splits(FUTURE, 1);

        assertThat(
                        SplitPlacement.place(
                                splits,
                                Map.of(0, Map.of()),
                                Map.of(splits.get(0).splitId(), 3),
                                NOW))
                .containsOnlyKeys(0);
    }

    private static List<StreamGroupSplit> splits(Instant generation, int count) {
        return StreamGrouping.split(
                generation,
                Changes.ranges(Changes.streams(0, count, 1)),
                count,
                Position.startOf(generation));
    }

    private static HeldSplit held(Instant generation) {
        return new HeldSplit("held", generation.toEpochMilli(), Phase.REGISTERED);
    }
}
