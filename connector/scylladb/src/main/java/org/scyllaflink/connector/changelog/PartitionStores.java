/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.scyllaflink.connector.model.ClusteringOrder;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.TableSchema;

/** Opens what is kept of partitions in keyed state, under the names that savepoints know. */
final class PartitionStores {

    private final KeyedStateStore states;
    private final RowLayouts layouts;
    private final TableSchema schema;
    private final RowBytesSerializer serializer;
    private final InternalTimerService<Key> timers;
    private final long retentionMillis;

    /**
     * @param retentionMillis how far behind the watermark a late change may be to be merged exactly
     */
    PartitionStores(
            KeyedStateStore states,
            RowLayouts layouts,
            InternalTimerService<Key> timers,
            long retentionMillis) {
        this.states = states;
        this.layouts = layouts;
        this.schema = layouts.present().schema();
        this.serializer = new RowBytesSerializer(schema);
        this.timers = timers;
        this.retentionMillis = retentionMillis;
    }

    PartitionTombstones tombstones() {
        return new PartitionTombstones(
                ClusteringOrder.of(schema),
                states.getState(
                        new ValueStateDescriptor<>("tombstones", TombstonesSerializer.INSTANCE)),
                timers,
                retentionMillis);
    }

    StaticColumns statics(PartitionTombstones tombstones) {
        RowLayout layout = layouts.present();
        if (layout.statics() == 0) {
            return new StaticColumns(layout, null, tombstones);
        }
        RowStore store =
                new RowStore.Single(
                        states.getState(new ValueStateDescriptor<>("statics", serializer)));
        PartitionRows rows =
                new PartitionRows(
                        layouts.staticEncoding(), store, row -> {}, timers, retentionMillis);
        return new StaticColumns(layout, rows, tombstones);
    }

    /**
     * @param recall as in {@link PartitionRows}
     */
    PartitionRows rows(PartitionRows.RowAction recall) {
        RowStore store =
                schema.clusteringKeySize() == 0
                        ? new RowStore.Single(
                                states.getState(new ValueStateDescriptor<>("row", serializer)))
                        : new RowStore.Clustered(
                                states.getMapState(
                                        new MapStateDescriptor<>(
                                                "rows", KeySerializer.INSTANCE, serializer)));
        return new PartitionRows(layouts.rowEncoding(), store, recall, timers, retentionMillis);
    }
}
