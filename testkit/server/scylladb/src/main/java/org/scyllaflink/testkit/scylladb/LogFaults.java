/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.cassandra.db.Mutation;
import org.apache.cassandra.db.partitions.PartitionUpdate;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.schema.TableMetadata;

/**
 * What tests ordered to go wrong with the logs of tables. One for the whole JVM, as Cassandra
 * itself is. Safe for many threads.
 */
final class LogFaults {
    static final LogFaults ORDERED = new LogFaults();

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "late-log-rows");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final ConcurrentMap<TableId, Long> delayMillis = new ConcurrentHashMap<>();
    private final Set<LateRows> late = ConcurrentHashMap.newKeySet();
    private final Set<TableId> duplicated = ConcurrentHashMap.newKeySet();

    /** Lets the rows of later writes arrive in a log that much later than in the base table. */
    void delay(TableMetadata log, long millis) {
        delayMillis.put(log.id, millis);
    }

    /** Ends the delay of a log; what has not arrived yet arrives now. */
    void release(TableMetadata log) {
        delayMillis.remove(log.id);
        late.stream().filter(rows -> rows.log().equals(log.id)).forEach(LateRows::arrive);
    }

    /** Logs what the next write to a table does twice. */
    void duplicateNext(TableMetadata base) {
        duplicated.add(base.id);
    }

    /** Returns, once for each order, whether the write at hand is to be logged twice. */
    boolean takeDuplicate(TableMetadata base) {
        return !duplicated.isEmpty() && duplicated.remove(base.id);
    }

    /** Ends all faults; all late rows arrive now. */
    void clear() {
        duplicated.clear();
        delayMillis.clear();
        late.forEach(LateRows::arrive);
    }

    /** Returns what is to be written to logs now, the rest will follow by itself. */
    List<Mutation> inTime(List<Mutation> ofLogs) {
        if (delayMillis.isEmpty()) {
            return ofLogs;
        }
        List<Mutation> now = new ArrayList<>();
        for (Mutation mutation : ofLogs) {
            Long millis = delayMillis.get(logOf(mutation));
            if (millis == null) {
                now.add(mutation);
            } else {
                holdBack(new LateRows(mutation), millis);
            }
        }
        return now;
    }

    private void holdBack(LateRows rows, long millis) {
        late.add(rows);
        if (delayMillis.containsKey(rows.log())) {
            timer.schedule(rows::arriveByThemselves, millis, TimeUnit.MILLISECONDS);
        } else {
            rows.arrive(); // the delay was ended meanwhile, and whoever ended it has not seen them
        }
    }

    private static TableId logOf(Mutation mutation) {
        for (PartitionUpdate update : mutation.getPartitionUpdates()) {
            return update.metadata().id;
        }
        throw new IllegalStateException("a mutation of no log: " + mutation);
    }

    /** Rows that arrive once. */
    private final class LateRows {
        private final Mutation mutation;

        LateRows(Mutation mutation) {
            this.mutation = mutation;
        }

        TableId log() {
            return logOf(mutation);
        }

        // They count as late until they are written: who ends a delay waits for that.
        synchronized void arrive() {
            if (late.contains(this)) {
                try {
                    writeUnlessDropped();
                } finally {
                    late.remove(this);
                }
            }
        }

        private void writeUnlessDropped() {
            if (Schema.instance.getTableMetadata(log()) != null) {
                mutation.apply();
            }
        }

        /** Without an order, after which all is marked. */
        void arriveByThemselves() {
            arrive();
            CommitLogMarks.OF_SERVER.markAll();
        }
    }
}
