/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TokenRange;
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
                        Map.of(0, List.of(), 1, List.of(), 2, List.of()),
                        Map.of(),
                        NOW);

        assertThat(placed.get(0)).hasSize(2);
        assertThat(placed.get(1)).hasSize(2);
        assertThat(placed.get(2)).hasSize(1);
    }

    @Test
    void evensOutWhatReadersHaveOfTheSameGeneration() {
        Map<Integer, List<HeldSplit>> held =
                Map.of(0, List.of(held(FUTURE), held(FUTURE)), 1, List.of());

        assertThat(SplitPlacement.place(splits(FUTURE, 2), held, Map.of(), NOW))
                .containsOnlyKeys(1);
    }

    @Test
    void disregardsEarlierGenerationsAsTheyWillBeGone() {
        Map<Integer, List<HeldSplit>> held =
                Map.of(0, List.of(held(PAST), held(PAST)), 1, List.of());

        assertThat(SplitPlacement.place(splits(FUTURE, 2), held, Map.of(), NOW))
                .containsOnlyKeys(0, 1);
    }

    @Test
    void givesLateSplitsOnlyToReadersThatHoldTheWatermark() {
        Map<Integer, List<HeldSplit>> held =
                Map.of(0, List.of(), 1, List.of(held(Instant.EPOCH)), 2, List.of());

        assertThat(SplitPlacement.place(splits(PAST, 4), held, Map.of(), NOW)).containsOnlyKeys(1);
    }

    @Test
    void givesLateSplitsToAllIfNobodyHoldsAny() {
        assertThat(
                        SplitPlacement.place(
                                splits(PAST, 4), Map.of(0, List.of(), 1, List.of()), Map.of(), NOW))
                .containsOnlyKeys(0, 1);
    }

    @Test
    void givesLateSplitsNotToAReaderThatHoldsAnotherTableAlone() {
        Map<Integer, List<HeldSplit>> held =
                Map.of(
                        0,
                        List.of(held(new TableName("shop", "carts"), Instant.EPOCH)),
                        1,
                        List.of(held(Instant.EPOCH), held(Instant.EPOCH)));

        assertThat(SplitPlacement.place(splits(PAST, 2), held, Map.of(), NOW)).containsOnlyKeys(1);
    }

    @Test
    void spreadsTablesOfOneSplitEach() {
        Map<Integer, List<HeldSplit>> held =
                Map.of(0, List.of(held(new TableName("shop", "carts"), FUTURE)), 1, List.of());

        assertThat(SplitPlacement.place(splits(FUTURE, 1), held, Map.of(), NOW))
                .containsOnlyKeys(1);
    }

    @Test
    void givesSplitsBackToTheReaderTheyComeFrom() {
        Map<Integer, List<HeldSplit>> held =
                Map.of(0, List.of(held(PAST)), 1, List.of(), 2, List.of(held(FUTURE)));

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
                                Map.of(0, List.of()),
                                Map.of(splits.get(0).splitId(), 3),
                                NOW))
                .containsOnlyKeys(0);
    }

    private static List<StreamGroupSplit> splits(Instant generation, int count) {
        return StreamGrouping.split(
                Changes.TABLE,
                generation,
                Changes.ranges(Changes.streams(0, count, 1)),
                count,
                Position.startOf(generation));
    }

    private static HeldSplit held(Instant generation) {
        return held(Changes.TABLE, generation);
    }

    private static HeldSplit held(TableName table, Instant generation) {
        return new HeldSplit(
                "held", table, generation.toEpochMilli(), TokenRange.ring(), Phase.REGISTERED);
    }
}
