/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.scyllaflink.connector.model.Change;

/**
 * Keeps the rows of its subtask in step with Flink's state, and fails once in one subtask, after a
 * checkpoint, when told.
 */
final class RegionRows extends RichMapFunction<Change, Change>
        implements CheckpointedFunction, CheckpointListener {

    private static final long serialVersionUID = 1L;
    private static final Map<String, Run> RUNS = new ConcurrentHashMap<>();

    private final String name;
    private final int failing;
    private transient ListState<Integer> count;
    private transient List<Change> rows;
    private transient int rowsAtCheckpoint;

    /** What is known of a job. */
    static final class Run {

        private final Map<Integer, List<Change>> rows = new ConcurrentHashMap<>();
        private final Map<Integer, Integer> starts = new ConcurrentHashMap<>();
        private volatile boolean fails;
        private volatile boolean failed;

        /** From now on the subtask fails after its next checkpoint that is followed by a row. */
        void fail() {
            fails = true;
        }

        boolean hasFailed() {
            return failed;
        }

        /** How often each subtask was started. */
        Map<Integer, Integer> starts() {
            return starts;
        }

        List<Downstream.Received> received() {
            List<Downstream.Received> all = new ArrayList<>();
            rows.forEach(
                    (subtask, ofSubtask) -> {
                        synchronized (ofSubtask) {
                            ofSubtask.forEach(
                                    row -> all.add(new Downstream.Received(subtask, row)));
                        }
                    });
            return all;
        }
    }

    /**
     * @param failing the subtask that fails
     */
    RegionRows(String name, int failing) {
        this.name = name;
        this.failing = failing;
    }

    static Run run(String name) {
        return RUNS.computeIfAbsent(name, key -> new Run());
    }

    @Override
    public void open(OpenContext context) {
        run(name).starts.merge(subtask(), 1, Integer::sum);
    }

    private int subtask() {
        return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        count =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("count", Types.INT));
        int restored = 0;
        for (int value : count.get()) {
            restored = value;
        }
        rows = run(name).rows.computeIfAbsent(subtask(), key -> new ArrayList<>());
        synchronized (rows) {
            rows.subList(restored, rows.size()).clear();
        }
        rowsAtCheckpoint = Integer.MAX_VALUE;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        count.update(List.of(rows.size()));
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        rowsAtCheckpoint = rows.size();
    }

    @Override
    public Change map(Change row) {
        synchronized (rows) {
            rows.add(row);
        }
        Run run = run(name);
        if (run.fails && !run.failed && subtask() == failing && rows.size() > rowsAtCheckpoint) {
            run.failed = true;
            throw new IllegalStateException("a failure that the test asked for");
        }
        return row;
    }
}
