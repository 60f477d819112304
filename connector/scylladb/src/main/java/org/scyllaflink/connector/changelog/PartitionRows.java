/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.scyllaflink.connector.model.Key;

/**
 * The rows of the partition that is Flink's current key. A row is read once, changed as often as
 * need be, and written once; its timer follows from its content.
 */
final class PartitionRows {

    private static final long MICROS_PER_MILLI = 1_000;

    private final RowEncoding encoding;
    private final RowStore store;
    private final RowAction recall;
    private final InternalTimerService<Key> timers;
    private final long retentionMillis;
    private final Map<Key, OpenRow> open = new LinkedHashMap<>();

    /**
     * @param recall tells a row that is taken out of state what was sent of it last
     * @param retentionMillis how far behind the watermark a late change may be to be merged exactly
     */
    PartitionRows(
            RowEncoding encoding,
            RowStore store,
            RowAction recall,
            InternalTimerService<Key> timers,
            long retentionMillis) {
        this.encoding = encoding;
        this.store = store;
        this.recall = recall;
        this.timers = timers;
        this.retentionMillis = retentionMillis;
    }

    /** Finds the time of the latest delete that covers a row. */
    @FunctionalInterface
    interface RowTombstone {
        long coveringMicros(Key clusteringKey) throws Exception;
    }

    /** Does something to a row. */
    @FunctionalInterface
    interface RowAction {
        void accept(OpenRow row) throws Exception;
    }

    /**
     * The row as it is now, to be changed; {@link #saveAll} must follow.
     *
     * @param tombstones to cover the row if it is not known
     */
    OpenRow open(Key clusteringKey, RowTombstone tombstones) throws Exception {
        OpenRow row = open.get(clusteringKey);
        if (row == null) {
            byte[] stored = store.get(clusteringKey);
            row =
                    stored == null
                            ? new OpenRow(
                                    clusteringKey,
                                    encoding.unknownRow(tombstones.coveringMicros(clusteringKey)),
                                    Row.AT_NO_TIME)
                            : read(clusteringKey, stored);
            open.put(clusteringKey, row);
        }
        return row;
    }

    /** Whether nothing is known of any row. */
    boolean isEmpty() throws Exception {
        return store.isEmpty();
    }

    /** Whether it is time to expire cells of a row or to forget it. */
    boolean isDue(Key clusteringKey, long nowMillis) throws Exception {
        byte[] stored = store.get(clusteringKey);
        if (stored == null) {
            return false;
        }
        long wakeMillis = encoding.decode(stored).wakeMillis(retentionMillis);
        if (wakeMillis > nowMillis && wakeMillis != Row.AT_NO_TIME) {
            // Set again, as the retention may have been raised since the timer was set.
            timers.registerEventTimeTimer(clusteringKey, wakeMillis);
        }
        return wakeMillis <= nowMillis;
    }

    /** The open ones of the rows that the predicate picks. */
    void forEachOpen(Predicate<Key> isPicked, RowAction action) throws Exception {
        for (OpenRow row : open.values()) {
            if (isPicked.test(row.clusteringKey())) {
                action.accept(row);
            }
        }
    }

    /**
     * All others of the rows that the predicate picks; each is written before the next is read, so
     * that a partition of any size may be deleted.
     *
     * @param nowMillis as in {@link #saveAll}
     */
    void forEachStored(Predicate<Key> isPicked, RowAction action, long nowMillis) throws Exception {
        Iterator<Map.Entry<Key, byte[]>> entries = store.iterator();
        while (entries.hasNext()) {
            Map.Entry<Key, byte[]> entry = entries.next();
            if (isPicked.test(entry.getKey()) && !open.containsKey(entry.getKey())) {
                OpenRow row = read(entry.getKey(), entry.getValue());
                action.accept(row);
                if (!row.isChanged()) {
                    continue;
                }
                if (settle(row, nowMillis)) {
                    entry.setValue(encoding.encode(row.row()));
                } else {
                    entries.remove();
                }
            }
        }
    }

    /**
     * Writes the open rows that have changed, and closes all.
     *
     * @param nowMillis event time of the last change or expiry that was merged: what came before
     *     may be forgotten as the retention allows
     */
    void saveAll(long nowMillis) throws Exception {
        for (OpenRow row : open.values()) {
            if (!row.isChanged()) {
                continue;
            }
            if (settle(row, nowMillis)) {
                store.put(row.clusteringKey(), encoding.encode(row.row()));
            } else {
                store.remove(row.clusteringKey());
            }
        }
        open.clear();
    }

    private OpenRow read(Key clusteringKey, byte[] stored) throws Exception {
        Row row = encoding.decode(stored);
        OpenRow opened = new OpenRow(clusteringKey, row, row.wakeMillis(retentionMillis));
        recall.accept(opened);
        return opened;
    }

    /** Sets the row's timer; false if nothing of the row need be kept. */
    private boolean settle(OpenRow row, long nowMillis) {
        row.row().forgetDead((nowMillis - retentionMillis) * MICROS_PER_MILLI);
        long wakeMillis = row.row().wakeMillis(retentionMillis);
        boolean isKept = row.row().isLive() || wakeMillis > nowMillis;
        long timerMillis = row.timerMillis();
        if (timerMillis != Row.AT_NO_TIME && (!isKept || wakeMillis != timerMillis)) {
            timers.deleteEventTimeTimer(row.clusteringKey(), timerMillis);
        }
        if (isKept && wakeMillis != Row.AT_NO_TIME) {
            timers.registerEventTimeTimer(row.clusteringKey(), wakeMillis);
        }
        return isKept;
    }
}
