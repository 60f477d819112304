/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.TableSchema;

/**
 * The static columns of the partition that is Flink's current key, which its rows are sent with.
 * They are read when they are first needed and written when they have changed.
 */
final class StaticColumns {

    private static final CqlValue[] NO_VALUES = new CqlValue[0];

    private final @Nullable PartitionRows rows;
    private final PartitionTombstones tombstones;
    private final Key key;
    private final int[] shownSlots;
    private @Nullable OpenRow open;
    private @Nullable CqlValue[] sent = NO_VALUES;

    /**
     * @param rows where they are kept; null if the table has none
     */
    StaticColumns(RowLayout layout, @Nullable PartitionRows rows, PartitionTombstones tombstones) {
        this.rows = rows;
        this.tombstones = tombstones;
        this.key = timerKey(layout.schema());
        this.shownSlots = layout.shownStaticSlots();
    }

    /** Namespace of their timers: a key that no row has, nor a partition as a whole. */
    private static Key timerKey(TableSchema schema) {
        return new Key(
                Collections.nCopies(schema.clusteringKeySize() + 1, CqlValue.wrap(new byte[0])));
    }

    /** Whether the table has any. */
    boolean exist() {
        return rows != null;
    }

    /** Whether nothing is known of them. */
    boolean isEmpty() throws Exception {
        return rows == null || rows.isEmpty();
    }

    boolean areMeant(Key timerKey) {
        return exist() && timerKey.equals(key);
    }

    boolean areDue(long nowMillis) throws Exception {
        return rows.isDue(key, nowMillis);
    }

    OpenRow open() throws Exception {
        if (open == null) {
            open = rows.open(key, unused -> tombstones.partitionMicros());
            sent = open.row().valuesOf(shownSlots);
        }
        return open;
    }

    /** The values that the partition's rows have been sent with. */
    @Nullable CqlValue[] sent() throws Exception {
        if (exist()) {
            open();
        }
        return sent;
    }

    /** The values as they are now. */
    @Nullable CqlValue[] values() throws Exception {
        return exist() ? open().row().valuesOf(shownSlots) : NO_VALUES;
    }

    /** To be called when all live rows of the partition have been sent with these values. */
    void markSent(@Nullable CqlValue[] values) {
        sent = values;
    }

    /**
     * Writes them if they have changed, and forgets them.
     *
     * @param nowMillis as in {@link PartitionRows#saveAll}
     */
    void save(long nowMillis) throws Exception {
        if (open != null) {
            rows.saveAll(nowMillis);
            open = null;
            sent = NO_VALUES;
        }
    }
}
