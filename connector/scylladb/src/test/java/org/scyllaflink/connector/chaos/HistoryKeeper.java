/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.model.Change;

/**
 * Keeps each key's changes in state, as lines, in the order in which they come, by the rule that
 * the source documents for operators after a shuffle: a change waits while the start of its
 * generation is above the watermark. Hands everything out at the end of the input.
 */
final class HistoryKeeper extends KeyedProcessFunction<String, Change, String> {

    private static final long serialVersionUID = 1L;

    /** Only the watermark that ends the input gets here. */
    private static final long END = Long.MAX_VALUE - 1;

    private final String run;
    private final TypeInformation<Change> changes;
    private transient ListState<String> lines;
    private transient ListState<Change> waiting;
    private transient int subtask;

    HistoryKeeper(String run, TypeInformation<Change> changes) {
        this.run = run;
        this.changes = changes;
    }

    @Override
    public void open(OpenContext context) {
        lines = getRuntimeContext().getListState(new ListStateDescriptor<>("lines", Types.STRING));
        waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", changes));
        subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        Observed.run(run).started(subtask);
    }

    @Override
    public void processElement(Change change, Context context, Collector<String> out)
            throws Exception {
        long watermark = context.timerService().currentWatermark();
        if (context.timestamp() <= watermark) {
            Observed.run(run)
                    .sayLate(
                            "after the shuffle, watermark "
                                    + watermark
                                    + ": "
                                    + ChangeText.line(change));
        }
        long generation = change.origin().generationStart().toEpochMilli();
        if (generation > watermark) {
            waiting.add(change);
            context.timerService().registerEventTimeTimer(generation);
            Observed.run(run).heldBack();
        } else {
            lines.add(ChangeText.line(change));
        }
        context.timerService().registerEventTimeTimer(END);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
        if (time == END) {
            Observed.run(run).result(subtask, context.getCurrentKey(), lines.get());
            return;
        }
        List<Change> still = new ArrayList<>();
        for (Change change : waiting.get()) {
            if (change.origin().generationStart().toEpochMilli() == time) {
                lines.add(ChangeText.line(change));
            } else {
                still.add(change);
            }
        }
        waiting.update(still);
    }
}
