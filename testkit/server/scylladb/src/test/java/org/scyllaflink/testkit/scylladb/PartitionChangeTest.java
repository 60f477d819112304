/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.apache.cassandra.config.DatabaseDescriptor;
import org.apache.cassandra.db.Clustering;
import org.apache.cassandra.db.ClusteringBound;
import org.apache.cassandra.db.ClusteringPrefix.Kind;
import org.apache.cassandra.db.DeletionTime;
import org.apache.cassandra.db.RangeTombstone;
import org.apache.cassandra.db.Slice;
import org.apache.cassandra.db.marshal.Int32Type;
import org.apache.cassandra.db.partitions.PartitionUpdate;
import org.apache.cassandra.dht.Murmur3Partitioner;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.schema.TableMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PartitionChangeTest {
    private static TableMetadata table;

    @BeforeAll
    static void describeTable() {
        DatabaseDescriptor.clientInitialization(false);
        table =
                TableMetadata.builder("ks", "t", TableId.fromUUID(new UUID(0, 1)))
                        .partitioner(Murmur3Partitioner.instance)
                        .addPartitionKeyColumn("pk", Int32Type.instance)
                        .addClusteringColumn("ck", Int32Type.instance)
                        .build();
    }

    @Test
    void overlappingRangesOfOneTimeAreOne() {
        List<RangeTombstone> ranges =
                PartitionChange.of(table, List.of(update(1, 3, 7), update(2, 5, 7)))
                        .rangeDeletions();

        assertThat(ranges)
                .containsExactly(new RangeTombstone(slice(1, 5), DeletionTime.build(7, 0)));
    }

    @Test
    void rangesOfTwoTimesOrApartFromEachOtherStay() {
        assertThat(
                        PartitionChange.of(table, List.of(update(1, 3, 7), update(3, 5, 8)))
                                .rangeDeletions())
                .hasSize(2);
        assertThat(
                        PartitionChange.of(table, List.of(update(1, 3, 7), update(4, 5, 7)))
                                .rangeDeletions())
                .hasSize(2);
    }

    private static PartitionUpdate update(int from, int to, long micros) {
        PartitionUpdate.Builder update =
                new PartitionUpdate.Builder(
                        table,
                        Murmur3Partitioner.instance.decorateKey(bytes(0)),
                        table.regularAndStaticColumns(),
                        1);
        update.add(new RangeTombstone(slice(from, to), DeletionTime.build(micros, 0)));
        return update.build();
    }

    /** From one key, included, to another, excluded. */
    private static Slice slice(int from, int to) {
        return Slice.make(
                ClusteringBound.create(Kind.INCL_START_BOUND, clustering(from)),
                ClusteringBound.create(Kind.EXCL_END_BOUND, clustering(to)));
    }

    private static Clustering<?> clustering(int key) {
        return Clustering.make(bytes(key));
    }

    private static ByteBuffer bytes(int value) {
        return Int32Type.instance.decompose(value);
    }
}
