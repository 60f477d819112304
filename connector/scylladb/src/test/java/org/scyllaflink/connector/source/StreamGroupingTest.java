/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TokenRange;

class StreamGroupingTest {

    private static final Instant GENERATION = Instant.parse("2026-01-01T00:00:00Z");
    private static final Position POSITION = Position.startOf(GENERATION.plusSeconds(5));

    @ParameterizedTest
    @CsvSource({
        "8,   2, 100, 8", // a split a vnode while there is room
        "8,   2,   8, 8",
        "8,   2,   4, 4", // two vnodes each
        "9,   3,   4, 3", // three vnodes each
        "256, 3, 128, 128",
        "257, 3, 128, 86", // three vnodes each: never more than asked for
        "1,   4,   2, 1", // the streams of a vnode stay together
    })
    void makesNoMoreSplitsThanAskedFor(int vnodes, int shards, int maxSplits, int splits) {
        assertThat(split(Changes.streams(0, vnodes, shards), maxSplits)).hasSize(splits);
    }

    @Test
    void keepsTheStreamsOfAVnodeTogetherAndEachInOneSplit() {
        List<StreamId> streams = Changes.streams(0, 9, 3);

        List<StreamGroupSplit> splits = split(streams, 4);

        List<StreamId> all = new ArrayList<>();
        for (StreamGroupSplit split : splits) {
            all.addAll(split.streams());
            assertThat(split.streams().stream().map(StreamId::vnodeIndex).distinct()).hasSize(3);
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(streams);
    }

    @Test
    void coversTheRing() {
        List<StreamGroupSplit> splits = split(Changes.streams(0, 9, 1), 4);
        TokenRange last = splits.get(splits.size() - 1).range();
        for (StreamGroupSplit split : splits) {
            assertThat(split.range().after()).isEqualTo(last.last());
            assertThat(split.streams())
                    .allSatisfy(
                            stream -> assertThat(split.range().contains(stream.token())).isTrue());
            last = split.range();
        }
    }

    @Test
    void namesSplitsByGenerationAndGroup() {
        assertThat(split(Changes.streams(0, 2, 1), 10))
                .extracting(StreamGroupSplit::splitId)
                .containsExactly("shop.orders-1767225600000-0", "shop.orders-1767225600000-1");
    }

    @Test
    void allSplitsBeginWhereTheyAreTold() {
        assertThat(split(Changes.streams(0, 3, 2), 2))
                .allSatisfy(split -> assertThat(split.position()).isEqualTo(POSITION))
                .allSatisfy(split -> assertThat(split.generation()).isEqualTo(GENERATION));
    }

    private static List<StreamGroupSplit> split(List<StreamId> streams, int maxSplits) {
        return StreamGrouping.split(
                Changes.TABLE, GENERATION, Changes.ranges(streams), maxSplits, POSITION);
    }
}
