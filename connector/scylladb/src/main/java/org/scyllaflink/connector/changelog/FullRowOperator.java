/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.TableReads;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Keeps the rows of a table in state, keyed by partition. Changes wait in state until the watermark
 * reaches them and are then merged in the order of their write times, so that what goes out does
 * not depend on the order in which they came.
 */
final class FullRowOperator extends AbstractStreamOperator<RowData>
        implements OneInputStreamOperator<Change, RowData>, Triggerable<Key, Key> {

    private static final long serialVersionUID = 1L;
    private static final long MICROS_PER_MILLI = 1_000;

    private final RowLayout layout;
    private final TypeSerializer<Change> changeSerializer;
    private final long retentionMillis;
    private final UnknownRows unknownRows;

    /**
     * Namespace of the timers of a partition as a whole: a key that no row has. All other timers
     * have the clustering key of their row, so that none takes the place of another.
     */
    private transient Key partitionTimers;

    private transient KeyGroupWatermarks keyGroupWatermarks;
    private transient RowLayouts layouts;
    private transient InternalTimerService<Key> timers;
    private transient ListState<PendingChange> pending;
    private transient PartitionTombstones tombstones;
    private transient PartitionMerge merge;
    private transient Counter lateChanges;
    private transient OneSchema oneSchema;

    /** Null if the table is not read. */
    private transient @Nullable AwaitedReads reads;

    FullRowOperator(
            RowLayout layout,
            TypeSerializer<Change> changeSerializer,
            long retentionMillis,
            UnknownRows unknownRows) {
        this.layout = layout;
        this.changeSerializer = changeSerializer;
        this.retentionMillis = retentionMillis;
        this.unknownRows = unknownRows;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        keyGroupWatermarks =
                KeyGroupWatermarks.restore(
                        context.getOperatorStateStore(), getRuntimeContext().getTaskInfo());
        layouts = RowLayouts.restore(context, layout);
    }

    @Override
    public void open() throws Exception {
        super.open();
        TableSchema schema = layout.schema();
        partitionTimers =
                schema.clusteringKeySize() > 0 ? Key.EMPTY : Key.of(CqlValue.wrap(new byte[0]));
        timers = getInternalTimerService("rows", KeySerializer.INSTANCE, this);
        KeyedStateStore states = getKeyedStateStore();
        pending =
                states.getListState(
                        new ListStateDescriptor<>(
                                "pending", new PendingChangeSerializer(changeSerializer)));
        PartitionStores stores = new PartitionStores(states, layouts, timers, retentionMillis);
        tombstones = stores.tombstones();
        oneSchema = new OneSchema(schema);
        lateChanges = metrics.counter("lateChanges");
        reads = openReads();
        merge = merge(stores, reads);
    }

    private @Nullable AwaitedReads openReads() throws IOException {
        TableReads.Opener opener;
        if (unknownRows instanceof UnknownRows.Read read) {
            opener = read.opener();
        } else if (unknownRows instanceof UnknownRows.InSnapshot snapshot) {
            opener = snapshot.opener();
        } else {
            return null;
        }
        MailboxExecutor mailbox =
                getContainingTask()
                        .getMailboxExecutorFactory()
                        .createExecutor(getOperatorConfig().getChainIndex());
        return new AwaitedReads(opener.open(), mailbox, new MergedAnswers(), metrics);
    }

    private final class MergedAnswers implements AwaitedReads.Answers {

        @Override
        public void partition(Key partitionKey, List<SnapshotRow> rows) throws Exception {
            setCurrentKey(partitionKey);
            List<SnapshotRow> known = new ArrayList<>(rows.size());
            for (SnapshotRow row : rows) {
                known.add((SnapshotRow) oneSchema.of(row));
            }
            if (!known.isEmpty()) {
                merge.mergeRead(partitionKey, known, readMillis(known.get(0)));
            }
        }

        @Override
        public void row(UndecidedRow asked, boolean exists) throws Exception {
            setCurrentKey(asked.partitionKey());
            merge.answer(asked, exists);
        }
    }

    /**
     * @param questions null if rows cannot be asked after
     */
    private PartitionMerge merge(PartitionStores stores, @Nullable RowQuestions questions) {
        UndecidedRows undecided = new UndecidedRows(questions);
        RowSender sender =
                new RowSender(
                        new RowOutput(layout, output),
                        layout.shownRowSlots(),
                        undecided,
                        metrics.counter("expirations"));
        StaticColumns statics = stores.statics(tombstones);
        PartitionRows rows = stores.rows(row -> sender.recall(row, statics.sent()));
        ReadListElements listElements =
                new ReadListElements(
                        layout.schema().table(), metrics.counter("unknownListElements"));
        return new PartitionMerge(
                layout, rows, statics, tombstones, sender, undecided, listElements);
    }

    @Override
    public void processElement(StreamRecord<Change> element) throws Exception {
        Change change = oneSchema.of(element.getValue());
        if (change instanceof SnapshotRow row) {
            merge.mergeRead(row.partitionKey(), List.of(row), readMillis(row));
            return;
        }
        if (unknownRows instanceof UnknownRows.Read) {
            readIfUnknown(change);
        }
        PendingChange waiting = PendingChange.of(change, watermark());
        if (waiting.isLate()) {
            lateChanges.inc();
        }
        pending.add(waiting);
        timers.registerEventTimeTimer(partitionTimers, waiting.dueMillis());
    }

    /** Nothing of the partition is kept: this is the first change of it, or all is forgotten. */
    private void readIfUnknown(Change change) throws Exception {
        awaitRoom(change.partitionKey());
        if (merge.knowsNothing() && !hasPending()) {
            reads.readPartition(change.partitionKey(), change.origin().id().time());
        }
    }

    /** To be called between merges only: answers are merged as they come. */
    private void awaitRoom(Key current) throws Exception {
        if (reads != null && reads.isFull()) {
            reads.awaitRoom();
            setCurrentKey(current);
        }
    }

    private boolean hasPending() throws Exception {
        Iterable<PendingChange> waiting = pending.get();
        return waiting != null && waiting.iterator().hasNext();
    }

    /** Event time of what comes of a read: just before that from which on the log is read. */
    private long readMillis(SnapshotRow row) {
        long logMillis = Math.floorDiv(row.origin().micros(), MICROS_PER_MILLI);
        return Math.max(logMillis - 1, watermark() + 1);
    }

    /**
     * The last watermark only says that the input has ended: what is pending is merged, but nothing
     * that is still alive expires, and no timer is lost to a savepoint that may follow.
     *
     * <p>Rows that are read are merged before any change is that the watermark reaches, and what
     * was asked after in doing so is sent before the watermark.
     */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        awaitReads();
        if (mark.equals(Watermark.MAX_WATERMARK)) {
            mergeAllPending();
        } else {
            timeServiceManager.advanceWatermark(mark);
        }
        awaitReads();
        output.emitWatermark(mark);
    }

    private void mergeAllPending() throws Exception {
        Set<Key> partitions = new LinkedHashSet<>();
        timers.forEachEventTimeTimer(
                (target, millis) -> {
                    if (target.equals(partitionTimers)) {
                        partitions.add((Key) getCurrentKey());
                    }
                });
        for (Key partition : partitions) {
            setCurrentKey(partition);
            awaitRoom(partition);
            mergePending(partition, Long.MAX_VALUE);
        }
    }

    /** Reads are no part of the state. */
    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        awaitReads();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        awaitReads();
        super.finish();
    }

    private void awaitReads() throws Exception {
        if (reads != null) {
            reads.awaitAll();
        }
    }

    @Override
    public void close() throws Exception {
        try {
            super.close();
        } finally {
            if (reads != null) {
                reads.close();
            }
        }
    }

    @Override
    public void onEventTime(InternalTimer<Key, Key> timer) throws Exception {
        awaitRoom(timer.getKey());
        if (!timer.getNamespace().equals(partitionTimers)) {
            merge.wake(timer.getKey(), timer.getNamespace(), timer.getTimestamp());
            return;
        }
        mergePending(timer.getKey(), timers.currentWatermark());
        tombstones.forget(timers.currentWatermark());
    }

    @Override
    public void onProcessingTime(InternalTimer<Key, Key> timer) {
        throw new IllegalStateException("processing time timer (expected: none)");
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        keyGroupWatermarks.snapshot(timers.currentWatermark());
    }

    private void mergePending(Key partition, long untilMillis) throws Exception {
        Iterable<PendingChange> waiting = pending.get();
        if (waiting == null) {
            return;
        }
        List<PendingChange> due = new ArrayList<>();
        List<PendingChange> rest = new ArrayList<>();
        for (PendingChange change : waiting) {
            if (change.dueMillis() <= untilMillis) {
                due.add(change.withChange(oneSchema.ofStored(change.change())));
            } else {
                rest.add(change);
            }
        }
        if (due.isEmpty()) {
            return;
        }
        for (PendingChange change : due) {
            // One timer has merged them all: the others would find nothing, at a read of the rest.
            timers.deleteEventTimeTimer(partitionTimers, change.dueMillis());
        }
        due.sort(PendingChange.IN_TIME);
        merge.merge(partition, due);
        pending.update(rest);
    }

    /** At or above every watermark that rows of the current partition have been sent for. */
    private long watermark() {
        return keyGroupWatermarks.seenBy((Key) getCurrentKey(), timers.currentWatermark());
    }
}
