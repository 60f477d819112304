/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Merges changes into the rows of the partition that is Flink's current key, step by step, and
 * sends what becomes of them. Within a step the order of changes does not matter, and a row is sent
 * once at most.
 */
final class PartitionMerge {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final TableSchema schema;
    private final PartitionRows rows;
    private final PartitionTombstones tombstones;
    private final RowOutput output;
    private final Counter expirations;
    private final List<OpenRow> touched = new ArrayList<>();

    /**
     * @param expirations counts the rows sent because a value or the whole row had expired
     */
    PartitionMerge(
            TableSchema schema,
            PartitionRows rows,
            PartitionTombstones tombstones,
            RowOutput output,
            Counter expirations) {
        this.schema = schema;
        this.rows = rows;
        this.tombstones = tombstones;
        this.output = output;
        this.expirations = expirations;
    }

    /**
     * @param changes of the current partition, {@link PendingChange#IN_TIME}; not empty
     */
    void merge(Key partitionKey, List<PendingChange> changes) throws Exception {
        int from = 0;
        while (from < changes.size()) {
            PendingChange first = changes.get(from);
            int to = from + 1;
            while (to < changes.size() && changes.get(to).isOneStepWith(first)) {
                to++;
            }
            mergeStep(Step.of(partitionKey, first), changes.subList(from, to));
            from = to;
        }
        rows.saveAll(changes.get(changes.size() - 1).dueMillis());
    }

    /** Does to a row what its timer is for: expires cells, or forgets the row. */
    void wake(Key partitionKey, Key clusteringKey, long timerMillis) throws Exception {
        if (rows.isDue(clusteringKey, timerMillis)) {
            OpenRow row = rows.open(clusteringKey, tombstones);
            expire(row, partitionKey, Math.floorDiv(timerMillis, MILLIS_PER_SECOND));
            rows.saveAll(timerMillis);
        }
    }

    private void mergeStep(Step step, List<PendingChange> changes) throws Exception {
        for (PendingChange pending : changes) {
            mergeRow(pending.change(), step);
        }
        // Deletes come last: at equal times they win, and rows are sent when all is merged.
        for (PendingChange pending : changes) {
            mergeDelete(pending.change(), step);
        }
        for (OpenRow row : touched) {
            send(row, step);
        }
        touched.clear();
    }

    private void mergeRow(Change change, Step step) throws Exception {
        if (change instanceof RowChange rowChange) {
            if (rowChange.isStatic()) {
                // The table has none; the log still has changes of those that were dropped.
                return;
            }
            OpenRow row = rows.open(rowChange.clusteringKey(), tombstones);
            touch(row, step);
            mergeCells(rowChange, row.row(), step.micros());
        } else if (change instanceof RowDelete rowDelete) {
            delete(rows.open(rowDelete.clusteringKey(), tombstones), change, step);
        } else if (schema.clusteringKeySize() == 0) {
            delete(rows.open(Key.EMPTY, tombstones), change, step);
        }
    }

    private void mergeDelete(Change change, Step step) throws Exception {
        if (schema.clusteringKeySize() == 0) {
            return;
        }
        if (change instanceof RangeDelete range) {
            tombstones.add(range);
            deleteRows(key -> tombstones.isCovered(key, range), change, step);
        } else if (change.kind() == Change.Kind.PARTITION_DELETE) {
            tombstones.addPartition(step.micros());
            deleteRows(key -> true, change, step);
        }
    }

    private void deleteRows(Predicate<Key> isCovered, Change change, Step step) throws Exception {
        rows.forEachOpen(isCovered, row -> delete(row, change, step));
        rows.forEachStored(
                isCovered,
                row -> {
                    expire(row, step.partitionKey(), step.effectiveSecond());
                    markExpiredByServer(row, change);
                    row.row().delete(step.micros());
                    send(row, step);
                },
                step.eventMillis());
    }

    private void delete(OpenRow row, Change change, Step step) {
        touch(row, step);
        markExpiredByServer(row, change);
        row.row().delete(step.micros());
    }

    private static void markExpiredByServer(OpenRow row, Change change) {
        if (change.origin().expiration()) {
            row.markExpiredByServer();
        }
    }

    private void touch(OpenRow row, Step step) {
        if (!row.isTouched()) {
            expire(row, step.partitionKey(), step.effectiveSecond());
            row.markTouched();
            touched.add(row);
        }
    }

    private void mergeCells(RowChange change, Row row, long micros) {
        if (change.marker() != null) {
            row.merge(
                    Row.MARKER, Cell.written(micros, Cell.NO_VALUE, change.marker().ttlSeconds()));
        }
        for (int i = 0; i < change.deltas().size(); i++) {
            ColumnDelta delta = change.delta(i);
            if (delta instanceof ColumnDelta.Written written) {
                row.merge(i + 1, Cell.written(micros, written.value(), written.ttlSeconds()));
            } else if (delta instanceof ColumnDelta.Deleted) {
                row.merge(i + 1, Cell.deleted(micros));
            } else if (delta instanceof ColumnDelta.Merged) {
                throw refused(i, "was changed by elements (expected: as a whole)");
            } else if (delta instanceof ColumnDelta.Unlogged) {
                throw refused(
                        i,
                        "has values that are not logged (expected: cdc option 'delta' is 'full',"
                                + " not 'keys')");
            }
        }
    }

    private IllegalStateException refused(int ordinal, String why) {
        String column = schema.column(schema.keySize() + ordinal).name();
        return new IllegalStateException(
                String.format("%s: column '%s' %s", schema.table(), column, why));
    }

    /** Lets cells die one second after the other, as they did. */
    private void expire(OpenRow row, Key partitionKey, long untilSecond) {
        for (long second = row.row().nextExpirySecond();
                second <= untilSecond;
                second = row.row().nextExpirySecond()) {
            row.row().expire(second);
            if (send(
                    row,
                    partitionKey,
                    new RowOutput.Event(
                            second * MILLIS_PER_SECOND, second * MICROS_PER_SECOND, Cause.EXPIRY),
                    second * MICROS_PER_SECOND)) {
                expirations.inc();
            }
        }
    }

    private void send(OpenRow row, Step step) {
        // A late write may bring cells that have expired since.
        row.row().expire(step.effectiveSecond());
        Cause cause = Cause.WRITE;
        if (row.isExpiredByServer()) {
            cause = Cause.EXPIRY;
        } else if (!row.row().isLive()) {
            cause = Cause.DELETE;
        }
        send(row, step.partitionKey(), step.event(cause), step.effectiveMicros());
        row.endStep();
    }

    /**
     * Sends the row if it shows another content than before.
     *
     * @param versionMicros least version of what is sent
     */
    private boolean send(OpenRow row, Key partitionKey, RowOutput.Event event, long versionMicros) {
        @Nullable CqlValue[] before = row.sent();
        @Nullable CqlValue[] after = row.row().values();
        if (!output.isChange(before, after)) {
            return false;
        }
        long version = row.row().nextVersion(versionMicros);
        output.send(partitionKey, row.clusteringKey(), before, after, event, version);
        row.markSent(after);
        return true;
    }
}
