/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.scyllaflink.connector.model.Key;

/**
 * The watermark at the last checkpoint, by key group. Flink forgets it, but a change that comes
 * after a restore is late if rows have been sent for its time before.
 */
final class KeyGroupWatermarks {

    private final ListState<Tuple3<Integer, Integer, Long>> state;
    private final KeyGroupRange keyGroups;
    private final int maxParallelism;
    private final long[] restored;
    private final long highest;

    private KeyGroupWatermarks(
            ListState<Tuple3<Integer, Integer, Long>> state,
            KeyGroupRange keyGroups,
            int maxParallelism,
            long[] restored) {
        this.state = state;
        this.keyGroups = keyGroups;
        this.maxParallelism = maxParallelism;
        this.restored = restored;
        this.highest = Arrays.stream(restored).max().orElse(Long.MIN_VALUE);
    }

    /** Takes from the state of all subtasks what concerns the key groups of this one. */
    static KeyGroupWatermarks restore(OperatorStateStore store, TaskInfo task) throws Exception {
        int maxParallelism = task.getMaxNumberOfParallelSubtasks();
        KeyGroupRange keyGroups =
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                        maxParallelism,
                        task.getNumberOfParallelSubtasks(),
                        task.getIndexOfThisSubtask());
        // First key group, last key group, watermark.
        ListState<Tuple3<Integer, Integer, Long>> state =
                store.getUnionListState(
                        new ListStateDescriptor<>(
                                "watermarks", Types.TUPLE(Types.INT, Types.INT, Types.LONG)));
        long[] restored = new long[keyGroups.getNumberOfKeyGroups()];
        Arrays.fill(restored, Long.MIN_VALUE);
        for (Tuple3<Integer, Integer, Long> run : state.get()) {
            int first = Math.max(run.f0, keyGroups.getStartKeyGroup());
            int last = Math.min(run.f1, keyGroups.getEndKeyGroup());
            for (int group = first; group <= last; group++) {
                restored[group - keyGroups.getStartKeyGroup()] = run.f2;
            }
        }
        return new KeyGroupWatermarks(state, keyGroups, maxParallelism, restored);
    }

    /**
     * @param current watermark of the subtask since the restore
     * @return the highest watermark that the key has seen before or since
     */
    long seenBy(Key partitionKey, long current) {
        if (current >= highest) {
            return current;
        }
        int group = KeyGroupRangeAssignment.assignToKeyGroup(partitionKey, maxParallelism);
        return Math.max(current, restored[group - keyGroups.getStartKeyGroup()]);
    }

    /** Puts the watermarks of the subtask's key groups into its state. */
    void snapshot(long current) throws Exception {
        List<Tuple3<Integer, Integer, Long>> runs = new ArrayList<>();
        Tuple3<Integer, Integer, Long> run = null;
        for (int i = 0; i < restored.length; i++) {
            int group = keyGroups.getStartKeyGroup() + i;
            long watermark = Math.max(current, restored[i]);
            if (run == null || run.f2 != watermark) {
                run = Tuple3.of(group, group, watermark);
                runs.add(run);
            }
            run.f1 = group;
        }
        state.update(runs);
    }
}
