/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.nio.ByteBuffer;
import java.util.Comparator;
import org.scyllaflink.connector.cql.ScannedRow;
import org.scyllaflink.connector.model.ClusteringOrder;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.TableSchema;

/**
 * The order in which servers give rows: by token; partitions of one token by their keys as the
 * server keeps them (each column its length in two bytes, its bytes, and a zero, unless there is
 * only one); within a partition the static columns, then the rows in clustering order.
 */
final class RowOrder implements Comparator<RowPosition> {

    private final ClusteringOrder clustering;

    RowOrder(TableSchema schema) {
        this.clustering = ClusteringOrder.of(schema);
    }

    static RowPosition positionOf(ScannedRow scanned) {
        SnapshotRow row = scanned.row();
        return new RowPosition(scanned.token(), row.partitionKey(), row.clusteringKey());
    }

    @Override
    public int compare(RowPosition left, RowPosition right) {
        int byToken = Long.compare(left.token(), right.token());
        if (byToken != 0) {
            return byToken;
        }
        int byPartition = stored(left.partitionKey()).compareBytes(stored(right.partitionKey()));
        if (byPartition != 0) {
            return byPartition;
        }
        if (left.clusteringKey() == null || right.clusteringKey() == null) {
            return Boolean.compare(left.clusteringKey() != null, right.clusteringKey() != null);
        }
        return clustering.compare(left.clusteringKey(), right.clusteringKey());
    }

    private static CqlValue stored(Key key) {
        if (key.size() == 1) {
            return key.value(0);
        }
        int size = 0;
        for (CqlValue value : key.values()) {
            size += Short.BYTES + value.size() + 1;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (CqlValue value : key.values()) {
            bytes.putShort((short) value.size()).put(value.bytes()).put((byte) 0);
        }
        return CqlValue.of(bytes.flip());
    }
}
