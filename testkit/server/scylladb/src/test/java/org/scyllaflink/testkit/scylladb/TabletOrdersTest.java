/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TabletOrdersTest {
    private static final NamedTable TABLE = new NamedTable("ks", "t");
    private static final SetTimes LATE = new SetTimes(5, 9);

    @Test
    void tabletsAreResizedSplitAndMergedAtATime() {
        assertThat(order("ORDER TABLETS OF ks.t 4 AT 5 PUBLISHED AT 9", ResizeTabletsOrder.KIND))
                .isEqualTo(new ResizeTabletsOrder(4, TABLE, LATE));
        assertThat(order("order split tablet 1 of ks.t at 5 published at 9", SplitTabletOrder.KIND))
                .isEqualTo(new SplitTabletOrder(1, TABLE, LATE));
        assertThat(
                        order(
                                "order merge tablets 0 of KS.T at 5 published at 9",
                                MergeTabletsOrder.KIND))
                .isEqualTo(new MergeTabletsOrder(0, TABLE, LATE));
    }

    @Test
    void aStreamSetIsPublishedWhenItIsOrderedUnlessATimeIsGiven() {
        long before = System.currentTimeMillis();

        SplitTabletOrder order =
                (SplitTabletOrder)
                        order("ORDER SPLIT TABLET 1 OF ks.t AT 5", SplitTabletOrder.KIND);

        assertThat(order.times().publishedMillis()).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void streamsAreCollectedAsOfNowUnlessATimeIsGiven() {
        long before = System.currentTimeMillis();

        assertThat(order("ORDER COLLECT STREAMS OF ks.t AT 5", CollectStreamsOrder.KIND))
                .isEqualTo(new CollectStreamsOrder(TABLE, 5));
        CollectStreamsOrder order =
                (CollectStreamsOrder)
                        order("ORDER COLLECT STREAMS OF ks.t", CollectStreamsOrder.KIND);
        assertThat(order.nowMillis()).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void generationsAreHiddenForAWhile() {
        assertThat(order("ORDER HIDE GENERATIONS UNTIL 5", HideGenerationsOrder.KIND))
                .isEqualTo(new HideGenerationsOrder(5));
    }

    private static Order order(String query, OrderKind kind) {
        return kind.parse(query);
    }
}
