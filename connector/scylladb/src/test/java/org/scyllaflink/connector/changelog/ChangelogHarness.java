/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.source.ChangeTypeInformation;

/** The operator without a cluster, in one or more subtasks, with snapshots and rescaling. */
final class ChangelogHarness {

    private static final int MAX_PARALLELISM = 16;

    private final RowLayout layout;
    private final long retentionMillis;
    private final StateBackend backend;
    private final UnknownRows unknownRows;
    private final List<KeyedOneInputStreamOperatorTestHarness<Key, Change, RowData>> subtasks =
            new ArrayList<>();

    ChangelogHarness(TableSchema schema, long retentionMillis, StateBackend backend) {
        this(RowLayout.of(schema), retentionMillis, backend);
    }

    ChangelogHarness(RowLayout layout, long retentionMillis, StateBackend backend) {
        this(layout, retentionMillis, backend, UnknownRows.partial());
    }

    ChangelogHarness(
            RowLayout layout, long retentionMillis, StateBackend backend, UnknownRows unknownRows) {
        this.layout = layout;
        this.retentionMillis = retentionMillis;
        this.backend = backend;
        this.unknownRows = unknownRows;
    }

    /** What a snapshot holds, and how many subtasks it was made of. */
    record Snapshot(OperatorSubtaskState state, int parallelism) {}

    ChangelogHarness open(int parallelism) throws Exception {
        for (int i = 0; i < parallelism; i++) {
            subtasks.add(subtask(parallelism, i));
            subtasks.get(i).open();
        }
        return this;
    }

    ChangelogHarness restore(Snapshot snapshot, int parallelism) throws Exception {
        close();
        for (int i = 0; i < parallelism; i++) {
            subtasks.add(subtask(parallelism, i));
            subtasks.get(i)
                    .initializeState(
                            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                    snapshot.state(),
                                    MAX_PARALLELISM,
                                    snapshot.parallelism(),
                                    parallelism,
                                    i));
            subtasks.get(i).open();
        }
        return this;
    }

    Snapshot snapshot() throws Exception {
        OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
        for (int i = 0; i < states.length; i++) {
            subtasks.get(i).prepareSnapshotPreBarrier(1);
            states[i] = subtasks.get(i).snapshot(1, 1);
        }
        return new Snapshot(
                AbstractStreamOperatorTestHarness.repackageState(states), states.length);
    }

    void send(Change change) throws Exception {
        int subtask =
                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        change.partitionKey(), MAX_PARALLELISM, subtasks.size());
        subtasks.get(subtask).processElement(new StreamRecord<>(change));
    }

    void watermark(long millis) throws Exception {
        for (var subtask : subtasks) {
            subtask.processWatermark(new Watermark(millis));
        }
    }

    /** The rows sent since the last call, subtask after subtask. */
    List<StreamRecord<RowData>> rows() {
        List<StreamRecord<RowData>> rows = new ArrayList<>();
        for (var subtask : subtasks) {
            rows.addAll(subtask.getRecordOutput());
            subtask.getOutput().clear();
        }
        return rows;
    }

    int stateEntries() {
        return subtasks.stream().mapToInt(subtask -> subtask.numKeyedStateEntries()).sum();
    }

    int timers() {
        return subtasks.stream().mapToInt(subtask -> subtask.numEventTimeTimers()).sum();
    }

    void close() throws Exception {
        for (var subtask : subtasks) {
            subtask.close();
        }
        subtasks.clear();
    }

    private KeyedOneInputStreamOperatorTestHarness<Key, Change, RowData> subtask(
            int parallelism, int index) throws Exception {
        var subtask =
                new KeyedOneInputStreamOperatorTestHarness<Key, Change, RowData>(
                        new FullRowOperator(
                                layout,
                                new ChangeTypeInformation(List.of(layout.schema()))
                                        .createSerializer(new SerializerConfigImpl()),
                                retentionMillis,
                                unknownRows),
                        Change::partitionKey,
                        KeyTypeInformation.INSTANCE,
                        MAX_PARALLELISM,
                        parallelism,
                        index);
        subtask.setStateBackend(backend);
        subtask.setup(InternalTypeInfo.of(rowType()).toRowSerializer());
        return subtask;
    }

    RowType rowType() {
        List<String> wanted = new ArrayList<>();
        layout.wanted().forEach(index -> wanted.add(layout.schema().column(index).name()));
        return FullRowChangelog.of(layout.schema()).withColumns(wanted).rowType();
    }
}
