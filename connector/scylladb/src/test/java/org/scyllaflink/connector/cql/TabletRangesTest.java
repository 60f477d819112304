/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TokenRange;

class TabletRangesTest {

    private static final StreamId FIRST = new StreamId(0xbfffffffffffffffL, 0xa67123f568000001L);
    private static final StreamId SECOND = new StreamId(0xffffffffffffffffL, 0xe28e96d4f4000001L);
    private static final StreamId THIRD = new StreamId(0x3fffffffffffffffL, 0x296a1c0f24000001L);
    private static final StreamId FOURTH = new StreamId(0x7fffffffffffffffL, 0x9573ad2614000001L);

    @Test
    void aTabletReachesFromTheLastTokenOfTheOneBeforeToItsOwn() {
        assertThat(TabletGenerationCatalog.ranges(List.of(FIRST, SECOND, THIRD, FOURTH)))
                .containsExactly(
                        range(FOURTH, FIRST),
                        range(FIRST, SECOND),
                        range(SECOND, THIRD),
                        range(THIRD, FOURTH));
    }

    @Test
    void tokensAreSignedWhateverTheOrderOfTheBlobs() {
        List<StreamId> asBlobs = Stream.of(FIRST, SECOND, THIRD, FOURTH).sorted().toList();
        assertThat(asBlobs).startsWith(THIRD);

        assertThat(TabletGenerationCatalog.ranges(asBlobs))
                .isEqualTo(TabletGenerationCatalog.ranges(List.of(FIRST, SECOND, THIRD, FOURTH)));
    }

    @Test
    void theOnlyTabletHasTheWholeRing() {
        RangeStreams only = TabletGenerationCatalog.ranges(List.of(FOURTH)).get(0);

        assertThat(
                        Stream.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE)
                                .filter(only.range()::contains))
                .hasSize(4);
    }

    @Test
    void everyTokenIsInOneRange() {
        List<RangeStreams> ranges =
                TabletGenerationCatalog.ranges(List.of(FIRST, SECOND, THIRD, FOURTH));

        for (long token : new long[] {Long.MIN_VALUE, FIRST.token(), FIRST.token() + 1, -1, 0, 7}) {
            assertThat(Collections.frequency(contains(ranges, token), true)).isOne();
        }
    }

    private static List<Boolean> contains(List<RangeStreams> ranges, long token) {
        return ranges.stream().map(range -> range.range().contains(token)).toList();
    }

    private static RangeStreams range(StreamId before, StreamId stream) {
        return new RangeStreams(new TokenRange(before.token(), stream.token()), List.of(stream));
    }
}
