/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** Keeps the rows that came in state, shows them to the test, and fails now and then. */
final class SeenRows extends RichMapFunction<Integer, Integer> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private static final Map<String, List<Integer>> SEEN = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> FAILURES = new ConcurrentHashMap<>();
    private static volatile int interval;

    private final String run;
    private transient List<Integer> seen;
    private transient ListState<Integer> state;
    private transient int untilFailure;

    SeenRows(String run) {
        this.run = run;
    }

    static void begin(String run) {
        SEEN.put(run, List.of());
        FAILURES.put(run, new AtomicInteger());
    }

    /** Fails so many times, each after so many rows since the last start. */
    static void failEvery(String run, int rows, int times) {
        interval = rows;
        FAILURES.get(run).set(times);
    }

    static int failuresLeft(String run) {
        return FAILURES.get(run).get();
    }

    /** What is in state, or was when the job ended. */
    static List<Integer> of(String run) {
        return SEEN.get(run);
    }

    @Override
    public Integer map(Integer row) {
        if (--untilFailure == 0 && FAILURES.get(run).get() > 0) {
            FAILURES.get(run).decrementAndGet();
            throw new IllegalStateException("ordered by the test");
        }
        seen.add(row);
        return row;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(seen);
        if (!seen.isEmpty()) {
            SEEN.put(run, List.copyOf(seen));
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("seen", Types.INT));
        seen = new ArrayList<>();
        state.get().forEach(seen::add);
        untilFailure = interval;
    }

    @Override
    public void close() {
        if (!seen.isEmpty()) {
            SEEN.put(run, List.copyOf(seen));
        }
    }
}
