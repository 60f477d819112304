/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreamOrderTest {
    private static final Instant TIME = Instant.ofEpochMilli(5);

    @Test
    void ordersAreWrittenAsTheServerReadsThem() {
        assertThat(StreamOrder.newGeneration(TIME)).isEqualTo("ORDER NEW GENERATION AT 5");
        assertThat(StreamOrder.newGeneration(TIME, 4, 2))
                .isEqualTo("ORDER NEW GENERATION AT 5 WITH VNODES 4 SHARDS 2");
        assertThat(StreamOrder.resizeTablets("ks.t", 4, TIME))
                .isEqualTo("ORDER TABLETS OF ks.t 4 AT 5");
        assertThat(StreamOrder.splitTablet(1, "ks.t", TIME))
                .isEqualTo("ORDER SPLIT TABLET 1 OF ks.t AT 5");
        assertThat(StreamOrder.mergeTablets(0, "ks.t", TIME))
                .isEqualTo("ORDER MERGE TABLETS 0 OF ks.t AT 5");
        assertThat(StreamOrder.collectStreams("ks.t", TIME))
                .isEqualTo("ORDER COLLECT STREAMS OF ks.t AT 5");
        assertThat(StreamOrder.hideGenerations(TIME)).isEqualTo("ORDER HIDE GENERATIONS UNTIL 5");
    }

    @Test
    void aLateSetIsPublishedAfterItOperates() {
        assertThat(
                        StreamOrder.publishedAt(
                                StreamOrder.newGeneration(TIME, 4, 2), TIME.plusMillis(2)))
                .isEqualTo("ORDER NEW GENERATION AT 5 WITH VNODES 4 SHARDS 2 PUBLISHED AT 7");
    }
}
