/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.ClusteringOrder;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RangeDelete;

/** The deletes that are kept of a partition with one clustering column. */
class TombstonesTest {

    private static final ClusteringOrder ORDER =
            ClusteringOrder.of(
                    new Log(
                                    Column.partitionKey("p", CqlType.Native.INT),
                                    Column.clustering(
                                            "c", CqlType.Native.INT, Column.Order.ASCENDING))
                            .schema());

    @Test
    void rangesThatALaterOneCoversAreNotKept() {
        Tombstones tombstones = with(range(1, 3, 5), range(2, 4, 6), range(0, 5, 7));
        assertThat(tombstones.ranges()).containsExactly(range(0, 5, 7));
    }

    @Test
    void aRangeThatALaterOneCoversIsNotAdded() {
        Tombstones tombstones = with(range(0, 5, 7), range(1, 3, 5), range(0, 5, 7));
        assertThat(tombstones.ranges()).containsExactly(range(0, 5, 7));
    }

    @Test
    void rangesThatReachFurtherOrAreLaterAreKept() {
        List<Tombstones.Range> ranges = List.of(range(1, 3, 9), range(2, 6, 6), range(0, 5, 7));
        Tombstones tombstones = with(ranges.toArray(Tombstones.Range[]::new));
        assertThat(tombstones.ranges()).isEqualTo(ranges);
        assertThat(covering(tombstones, 2)).isEqualTo(9);
        assertThat(covering(tombstones, 4)).isEqualTo(7);
        assertThat(covering(tombstones, 6)).isEqualTo(6);
        assertThat(covering(tombstones, 7)).isEqualTo(Row.NEVER);
    }

    @Test
    void aDeleteOfThePartitionTakesTheRangesOfItsTimeAndBefore() {
        Tombstones tombstones = with(range(1, 3, 5), range(2, 6, 8)).withPartition(5);
        assertThat(tombstones.ranges()).containsExactly(range(2, 6, 8));
        assertThat(covering(tombstones, 1)).isEqualTo(5);
    }

    private static Tombstones with(Tombstones.Range... ranges) {
        Tombstones tombstones = Tombstones.NONE;
        for (Tombstones.Range range : ranges) {
            tombstones = tombstones.withRange(range, ORDER);
        }
        return tombstones;
    }

    private static Tombstones.Range range(int from, int to, long micros) {
        return new Tombstones.Range(
                new RangeDelete.Bound(key(from), true),
                new RangeDelete.Bound(key(to), true),
                micros);
    }

    private static long covering(Tombstones tombstones, int clusteringKey) {
        return tombstones.coveringMicros(key(clusteringKey), ORDER);
    }

    private static Key key(int value) {
        return Key.of(Log.integer(value));
    }
}
