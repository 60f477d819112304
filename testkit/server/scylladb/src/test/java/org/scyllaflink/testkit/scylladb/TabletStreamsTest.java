/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TabletStreamsTest {
    private static final SetTimes TIMES = new SetTimes(1, 2);
    private static final SetTimes NEXT = new SetTimes(3, 4);

    private final Random random = new Random(5);

    /** Streams are named by their tokens. From ScyllaDB's test_construct_next_stream_set. */
    @ParameterizedTest
    @CsvSource({
        "10 20 30, 15 25, 20, 10 15 25 30",
        "10 20 30, 5 15 25 35, 10 20 30, 5 15 25 35",
        "10 20 30, '', 10 20 30, ''",
        "'', 10 20 30, '', 10 20 30",
        "15, 10 20 30, '', 10 15 20 30"
    })
    void theNextSetLacksWhatIsClosedAndHasWhatIsOpened(
            String before, String opened, String closed, String after) {
        TabletStreams next = set(before).next(NEXT, ids(closed), ids(opened));

        assertThat(next.ids()).isEqualTo(ids(after));
        assertThat(next.timeMillis()).isEqualTo(3);
        assertThat(next.publishedMillis()).isEqualTo(4);
    }

    /** Streams are named by their tokens. From ScyllaDB's test_cdc_generate_stream_diff. */
    @ParameterizedTest
    @CsvSource({
        "10 20 30, 10 30 50, 20, 50",
        "10 20 30, 30 50 70, 10 20, 50 70",
        "'', 30 50 70, '', 30 50 70",
        "10 20 30, '', 10 20 30, ''",
        "10 20 30, 5, 10 20 30, 5",
        "10 20 30, 5 40 80, 10 20 30, 5 40 80",
        "10 20 30, 10 15 20 25 30, '', 15 25",
        "10 20 30 40 50, 10 30 50, 20 40, ''"
    })
    void twoSetsDifferByWhatIsClosedAndOpened(
            String before, String after, String closed, String opened) {
        TabletStreams old = set(before);
        TabletStreams next = set(after);

        assertThat(StreamState.CURRENT.streamsOf(next, old)).isEqualTo(ids(after));
        assertThat(StreamState.CLOSED.streamsOf(next, old)).isEqualTo(ids(closed));
        assertThat(StreamState.OPENED.streamsOf(next, old)).isEqualTo(ids(opened));
    }

    @Test
    void theOldestSetOpensAllItHas() {
        TabletStreams oldest = set("10 20");

        assertThat(StreamState.CURRENT.streamsOf(oldest, null)).isEqualTo(ids("10 20"));
        assertThat(StreamState.CLOSED.streamsOf(oldest, null)).isEmpty();
        assertThat(StreamState.OPENED.streamsOf(oldest, null)).isEqualTo(ids("10 20"));
    }

    @Test
    void idsAreOfIndexZeroAndFreshEachTime() {
        TabletStreams first = TabletStreams.create(TIMES, TabletTokens.evenly(4), random);
        TabletStreams second = TabletStreams.create(NEXT, TabletTokens.evenly(4), random);

        assertThat(first.ids()).doesNotContainAnyElementsOf(second.ids());
        assertThat(first.ids())
                .allSatisfy(id -> assertThat(id.getLong(8) & 0x3FFFFFF).isOne())
                .extracting(StreamIds::tokenOf)
                .containsExactly(
                        0xbfff_ffff_ffff_ffffL,
                        0xffff_ffff_ffff_ffffL,
                        0x3fff_ffff_ffff_ffffL,
                        0x7fff_ffff_ffff_ffffL);
    }

    @Test
    void aPartitionIsLoggedInTheStreamOfItsTablet() {
        TabletStreams set = TabletStreams.create(TIMES, TabletTokens.evenly(2), random);

        assertThat(set.streamFor(Long.MIN_VALUE + 1).getKey()).isEqualTo(set.ids().get(0));
        assertThat(set.streamFor(-1).getKey()).isEqualTo(set.ids().get(0));
        assertThat(set.streamFor(0).getKey()).isEqualTo(set.ids().get(1));
        assertThat(set.streamFor(Long.MAX_VALUE).getKey()).isEqualTo(set.ids().get(1));
    }

    @Test
    void aSplitReplacesOneStreamByTwo() {
        TabletStreams before = TabletStreams.create(TIMES, TabletTokens.evenly(2), random);

        TabletStreams after = before.withSplit(NEXT, 0, random);

        assertThat(after.ids())
                .extracting(StreamIds::tokenOf)
                .containsExactly(0xbfff_ffff_ffff_ffffL, -1L, Long.MAX_VALUE);
        assertThat(before.without(after)).containsExactly(before.ids().get(0));
        assertThat(after.ids().get(2)).isEqualTo(before.ids().get(1));
    }

    @Test
    void aMergeReplacesTwoStreamsByOne() {
        TabletStreams before = TabletStreams.create(TIMES, TabletTokens.evenly(4), random);

        TabletStreams after = before.withMerge(NEXT, 1, random);

        assertThat(after.ids())
                .extracting(StreamIds::tokenOf)
                .containsExactly(0xbfff_ffff_ffff_ffffL, 0x3fff_ffff_ffff_ffffL, Long.MAX_VALUE);
        assertThat(before.without(after)).isEqualTo(before.ids().subList(1, 3));
        assertThat(after.without(before)).containsExactly(after.ids().get(1));
    }

    @Test
    void aTabletThatIsNotThereIsRefused() {
        TabletStreams set = TabletStreams.create(TIMES, TabletTokens.evenly(2), random);

        assertThatThrownBy(() -> set.withSplit(NEXT, 2, random))
                .hasMessage("tablet: 2 (expected: 0 to 1)");
        assertThatThrownBy(() -> set.withMerge(NEXT, 1, random))
                .hasMessage("tablet: 1 (expected: 0 to 0)");
        TabletStreams one = TabletStreams.create(TIMES, TabletTokens.evenly(1), random);
        assertThatThrownBy(() -> one.withMerge(NEXT, 0, random))
                .hasMessage("tablet: 0 (expected: more than one tablet)");
    }

    private static TabletStreams set(String tokens) {
        List<ByteBuffer> anyOrder = new ArrayList<>(ids(tokens));
        Collections.reverse(anyOrder);
        return TabletStreams.of(TIMES, anyOrder);
    }

    private static List<ByteBuffer> ids(String tokens) {
        return Arrays.stream(tokens.split(" "))
                .filter(token -> !token.isEmpty())
                .map(token -> id(Long.parseLong(token)))
                .toList();
    }

    /** The same id for the same token. */
    static ByteBuffer id(long token) {
        return StreamIds.create(token, 0, new Random(token));
    }
}
