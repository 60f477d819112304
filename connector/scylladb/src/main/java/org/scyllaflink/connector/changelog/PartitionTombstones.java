/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.scyllaflink.connector.model.ClusteringOrder;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RangeDelete;

/**
 * The deletes, in state, of the partition that is Flink's current key and of ranges of it. A table
 * without clustering columns needs none: its row remembers its delete.
 */
final class PartitionTombstones implements PartitionRows.RowTombstone {

    private static final long MICROS_PER_MILLI = 1_000;

    private final ClusteringOrder order;
    private final boolean isNeeded;
    private final ValueState<Tombstones> state;
    private final InternalTimerService<Key> timers;
    private final long retentionMillis;

    PartitionTombstones(
            ClusteringOrder order,
            ValueState<Tombstones> state,
            InternalTimerService<Key> timers,
            long retentionMillis) {
        this.order = order;
        this.isNeeded = order.size() > 0;
        this.state = state;
        this.timers = timers;
        this.retentionMillis = retentionMillis;
    }

    @Override
    public long coveringMicros(Key clusteringKey) throws Exception {
        return isNeeded ? read().coveringMicros(clusteringKey, order) : Row.NEVER;
    }

    boolean isEmpty() throws Exception {
        return !isNeeded || read().isEmpty();
    }

    /** Time of the latest delete of the partition, else {@link Row#NEVER}. */
    long partitionMicros() throws Exception {
        return isNeeded ? read().partitionMicros() : Row.NEVER;
    }

    boolean isCovered(Key clusteringKey, RangeDelete range) {
        return order.isBetween(clusteringKey, range.start(), range.end());
    }

    void addPartition(long micros) throws Exception {
        keep(read().withPartition(micros), micros);
    }

    void add(RangeDelete range) throws Exception {
        long micros = range.origin().micros();
        Tombstones.Range added = new Tombstones.Range(range.start(), range.end(), micros);
        keep(read().withRange(added, order), micros);
    }

    /**
     * Forgets what no late change needs any more.
     *
     * @param nowMillis event time up to which changes are merged
     */
    void forget(long nowMillis) throws Exception {
        Tombstones before = isNeeded ? read() : Tombstones.NONE;
        if (before.isEmpty()) {
            return;
        }
        Tombstones left = before.since((nowMillis - retentionMillis) * MICROS_PER_MILLI);
        if (!left.equals(before)) {
            write(left);
        }
        if (!left.isEmpty()) {
            // Set again, as the retention may have been raised since the timer was set.
            wakeFor(left.oldestMicros());
        }
    }

    private Tombstones read() throws Exception {
        Tombstones tombstones = state.value();
        return tombstones == null ? Tombstones.NONE : tombstones;
    }

    private void keep(Tombstones tombstones, long micros) throws Exception {
        write(tombstones);
        wakeFor(micros);
    }

    /** Only for tables with clustering columns, and there no row has the empty key. */
    private void wakeFor(long micros) {
        timers.registerEventTimeTimer(
                Key.EMPTY, Math.floorDiv(micros, MICROS_PER_MILLI) + 1 + retentionMillis);
    }

    private void write(Tombstones tombstones) throws Exception {
        if (tombstones.isEmpty()) {
            state.clear();
        } else {
            state.update(tombstones);
        }
    }
}
