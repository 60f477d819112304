/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.SnapshotRow;

/**
 * Merges changes into the rows of the partition that is Flink's current key, step by step, and
 * sends what becomes of them. Within a step the order of changes does not matter, and a row is sent
 * once at most.
 */
final class PartitionMerge {

    private static final long MILLIS_PER_SECOND = 1_000;

    private final boolean isClustered;
    private final CellMerge cells;
    private final PartitionRows rows;
    private final StaticColumns statics;
    private final PartitionTombstones tombstones;
    private final RowSender sender;
    private final UndecidedRows undecided;
    private final List<OpenRow> touched = new ArrayList<>();
    private final StepDeletes deletes;

    PartitionMerge(
            RowLayout layout,
            PartitionRows rows,
            StaticColumns statics,
            PartitionTombstones tombstones,
            RowSender sender,
            UndecidedRows undecided,
            ReadListElements listElements) {
        this.isClustered = layout.schema().clusteringKeySize() > 0;
        this.cells = new CellMerge(layout, listElements);
        this.rows = rows;
        this.statics = statics;
        this.tombstones = tombstones;
        this.sender = sender;
        this.undecided = undecided;
        this.deletes = new StepDeletes(tombstones);
    }

    /**
     * @param changes of the current partition, {@link PendingChange#IN_TIME}; not empty
     */
    void merge(Key partitionKey, List<PendingChange> changes) throws Exception {
        sender.enter(partitionKey);
        int from = 0;
        while (from < changes.size()) {
            int to = from + 1;
            while (to < changes.size() && changes.get(to).isOneStepWith(changes.get(from))) {
                to++;
            }
            mergeStep(Step.of(changes.get(from)), changesOf(changes.subList(from, to)));
            from = to;
        }
        save(changes.get(changes.size() - 1).dueMillis());
    }

    private static List<Change> changesOf(List<PendingChange> step) {
        if (step.size() == 1) {
            return List.of(step.get(0).change());
        }
        List<Change> changes = new ArrayList<>(step.size());
        for (PendingChange pending : step) {
            changes.add(pending.change());
        }
        return changes;
    }

    /**
     * Merges what one read of the table has found of the current partition.
     *
     * @param eventMillis timestamp of the rows that are sent
     */
    void mergeRead(Key partitionKey, List<SnapshotRow> found, long eventMillis) throws Exception {
        sender.enter(partitionKey);
        mergeStep(Step.ofRead(eventMillis), List.copyOf(found));
        save(eventMillis);
    }

    /** Whether there is neither a row of the current partition, dead or alive, nor a delete. */
    boolean knowsNothing() throws Exception {
        return rows.isEmpty() && statics.isEmpty() && tombstones.isEmpty();
    }

    /** Does to a row, or to static columns, what their timer is for: expires cells, or forgets. */
    void wake(Key partitionKey, Key timerKey, long timerMillis) throws Exception {
        sender.enter(partitionKey);
        long second = Math.floorDiv(timerMillis, MILLIS_PER_SECOND);
        if (statics.areMeant(timerKey)) {
            if (statics.areDue(timerMillis)) {
                statics.open().markChanged();
                expireStatics(second, timerMillis);
                save(timerMillis);
            }
        } else if (rows.isDue(timerKey, timerMillis)) {
            expireStatics(second, timerMillis);
            OpenRow row = rows.open(timerKey, tombstones);
            row.markChanged();
            sender.expire(row, second, statics.sent());
            save(timerMillis);
        }
    }

    /**
     * Takes the answer to {@link RowQuestions#ask}, unless the row has changed since. The row's
     * partition must be Flink's current key.
     *
     * @param exists whether the table has such a row now
     */
    void answer(UndecidedRow asked, boolean exists) throws Exception {
        if (!undecided.isAsked(asked)) {
            return;
        }
        sender.enter(asked.partitionKey());
        OpenRow row = rows.open(asked.clusteringKey(), tombstones);
        sender.decide(row, asked, exists, statics.sent());
        save(asked.event().eventMillis());
    }

    private void save(long nowMillis) throws Exception {
        rows.saveAll(nowMillis);
        statics.save(nowMillis);
    }

    private void mergeStep(Step step, List<Change> changes) throws Exception {
        expireStatics(step.effectiveSecond(), step.eventMillis());
        for (Change change : changes) {
            mergeOne(change, step);
        }
        @Nullable CqlValue[] shown = statics(step);
        if (!deletes.isEmpty() || shown != statics.sent()) {
            mergeIntoMany(shown, step);
        }
        for (OpenRow row : touched) {
            sender.send(row, step, shown);
        }
        touched.clear();
        deletes.clear();
        statics.markSent(shown);
    }

    /** Deletes of many rows come later: at equal times they win. */
    private void mergeOne(Change change, Step step) throws Exception {
        switch (change.kind()) {
            case ROW_CHANGE -> {
                RowChange rowChange = (RowChange) change;
                if (!rowChange.isStatic()) {
                    cells.merge(rowChange, touch(rowChange.clusteringKey(), step).row());
                } else if (statics.exist()) {
                    // The log still has changes of static columns that were dropped.
                    statics.open().markChanged();
                    cells.merge(rowChange, statics.open().row());
                }
            }
            case SNAPSHOT_ROW -> {
                SnapshotRow read = (SnapshotRow) change;
                if (!read.isStatic()) {
                    Row row = touch(read.clusteringKey(), step).row();
                    cells.merge(read, row, undecided.canAsk());
                } else if (statics.exist()) {
                    statics.open().markChanged();
                    cells.merge(read, statics.open().row(), false);
                }
            }
            case ROW_DELETE -> touch(((RowDelete) change).clusteringKey(), step).delete(change);
            case PARTITION_DELETE, RANGE_DELETE -> {
                if (!isClustered) {
                    touch(Key.EMPTY, step).delete(change);
                    return;
                }
                deletes.add(change);
                if (change.kind() == Change.Kind.PARTITION_DELETE && statics.exist()) {
                    statics.open().markChanged();
                    statics.open().delete(change);
                }
            }
        }
    }

    /** The static columns' values after the step; those sent last if they show the same. */
    private @Nullable CqlValue[] statics(Step step) throws Exception {
        if (statics.exist()) {
            statics.open().row().expire(step.effectiveSecond());
        }
        @Nullable CqlValue[] values = statics.values();
        return Arrays.equals(values, statics.sent()) ? statics.sent() : values;
    }

    /** Deletes rows, and sends those that are not open; static columns are all rows' concern. */
    private void mergeIntoMany(@Nullable CqlValue[] shown, Step step) throws Exception {
        @Nullable CqlValue[] before = statics.sent();
        Predicate<Key> isMeant = shown != before ? key -> true : deletes::cover;
        rows.forEachOpen(
                isMeant,
                row -> {
                    touch(row, step);
                    deletes.applyTo(row);
                });
        rows.forEachStored(
                isMeant,
                row -> {
                    sender.expire(row, step.effectiveSecond(), before);
                    deletes.applyTo(row);
                    sender.send(row, step, shown);
                },
                step.eventMillis());
    }

    private OpenRow touch(Key clusteringKey, Step step) throws Exception {
        OpenRow row = rows.open(clusteringKey, tombstones);
        touch(row, step);
        return row;
    }

    private void touch(OpenRow row, Step step) throws Exception {
        if (!row.isTouched()) {
            sender.expire(row, step.effectiveSecond(), statics.sent());
            row.markTouched();
            touched.add(row);
        }
    }

    /** Lets static columns die one second after the other, in all rows, as they did. */
    private void expireStatics(long untilSecond, long nowMillis) throws Exception {
        if (!statics.exist()) {
            return;
        }
        Row row = statics.open().row();
        for (long second = row.nextExpirySecond();
                second <= untilSecond;
                second = row.nextExpirySecond()) {
            @Nullable CqlValue[] before = statics.sent();
            row.expire(second);
            statics.open().markChanged();
            @Nullable CqlValue[] shown = statics.values();
            expireRows(second, before, shown, nowMillis);
            statics.markSent(shown);
        }
    }

    private void expireRows(
            long second, @Nullable CqlValue[] before, @Nullable CqlValue[] shown, long nowMillis)
            throws Exception {
        PartitionRows.RowAction expire =
                row -> {
                    sender.expire(row, second - 1, before);
                    row.row().expire(second);
                    sender.sendExpired(row, second, shown);
                };
        rows.forEachOpen(key -> true, expire);
        rows.forEachStored(key -> true, expire, nowMillis);
    }
}
