/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Adds up the changes of each segment. Its output is the current count, at most once an interval of
 * processing time and always the last one; {@link #HISTORY} has a row for each window that closes
 * and in which something happened.
 *
 * <p>A count follows every change, also one that leaves it as it was: what a sink got after the
 * last checkpoint before a failure is not known here, and is set right only by a newer version.
 *
 * <p>It must not get the watermark that ends event time ({@link FinalWatermarkGuard}): the windows
 * that are open when a job is drained stay in state and close after the resume, whole and once.
 */
final class SegmentCounter extends AbstractStreamOperator<SegmentCount>
        implements OneInputStreamOperator<SegmentDelta, SegmentCount>,
                Triggerable<String, VoidNamespace> {

    static final OutputTag<SegmentWindow> HISTORY =
            new OutputTag<>("history", TypeInformation.of(SegmentWindow.class));

    /**
     * How long a segment without members keeps its last version: longer than the clocks of two
     * machines may differ and than two counts are apart.
     */
    static final long RETENTION_MILLIS = 60_000;

    private static final long serialVersionUID = 1L;

    private final String meaning;
    private final TumblingWindow window;
    private final long intervalMillis;

    private transient ListState<String> meaningState;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient ValueState<SegmentTotals> totalsState;
    private transient MapState<Long, WindowTally> openWindows;

    /**
     * @param meaning what is counted; a savepoint of counts with another meaning is refused
     * @param intervalMillis least time between two counts of a segment
     */
    SegmentCounter(String meaning, TumblingWindow window, long intervalMillis) {
        this.meaning = meaning;
        this.window = window;
        this.intervalMillis = intervalMillis;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        totalsState =
                context.getKeyedStateStore()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "totals", TypeInformation.of(SegmentTotals.class)));
        openWindows =
                context.getKeyedStateStore()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "open-windows",
                                        Types.LONG,
                                        TypeInformation.of(WindowTally.class)));
        meaningState =
                context.getOperatorStateStore()
                        .getUnionListState(new ListStateDescriptor<>("meaning", Types.STRING));
        for (String restored : meaningState.get()) {
            if (!restored.equals(meaning)) {
                throw new IllegalStateException(
                        "state: counts of "
                                + restored
                                + " (expected: of "
                                + meaning
                                + "; to count something else, start without a savepoint)");
            }
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        meaningState.update(List.of(meaning));
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("timers", VoidNamespaceSerializer.INSTANCE, this);
    }

    @Override
    public void processElement(StreamRecord<SegmentDelta> element) throws Exception {
        SegmentTotals totals = totals();
        SegmentDelta delta = inOpenWindow(element.getValue(), totals);
        WindowTally tally = openWindows.get(delta.windowStart());
        if (tally == null) {
            tally = WindowTally.NONE;
            timers.registerEventTimeTimer(
                    VoidNamespace.INSTANCE, window.endOf(delta.windowStart()) - 1);
        }
        openWindows.put(delta.windowStart(), tally.plus(delta));
        emitOrWait(totals.plus(delta.net()));
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        long end = timer.getTimestamp() + 1;
        long start = end - window.sizeMillis();
        WindowTally tally = openWindows.get(start);
        SegmentTotals totals = totals().settledBy(tally.net(), end);
        SegmentWindow row =
                new SegmentWindow(
                        timer.getKey(),
                        start,
                        end,
                        totals.settled(),
                        tally.joined(),
                        tally.left(),
                        tally.expired(),
                        tally.late(),
                        TimeUnit.MILLISECONDS.toMicros(timers.currentProcessingTime()));
        output.collect(HISTORY, new StreamRecord<>(row, timer.getTimestamp()));
        openWindows.remove(start);
        totalsState.update(totals);
        releaseIfEmpty(totals);
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        SegmentTotals totals = totals();
        if (totals.countDue() == null) {
            releaseIfEmpty(totals);
        } else if (timer.getTimestamp() >= totals.countDue()) {
            emit(totals, timers.currentProcessingTime());
        }
    }

    /** No timer fires after this, so that counts that wait go out now. */
    @Override
    public void finish() throws Exception {
        List<Object> segments = new ArrayList<>();
        timers.forEachProcessingTimeTimer((namespace, time) -> segments.add(getCurrentKey()));
        for (Object segment : segments) {
            setCurrentKey(segment);
            SegmentTotals totals = totals();
            if (totals.countDue() != null) {
                emit(totals, timers.currentProcessingTime());
            }
        }
        super.finish();
    }

    private SegmentTotals totals() throws IOException {
        SegmentTotals totals = totalsState.value();
        return totals == null ? SegmentTotals.NONE : totals;
    }

    /** The row of a closed window is written and stays as it is: the open window takes the rest. */
    private SegmentDelta inOpenWindow(SegmentDelta delta, SegmentTotals totals) {
        long watermark = timers.currentWatermark();
        long firstOpen =
                watermark == Long.MIN_VALUE
                        ? totals.closedUntil()
                        : Math.max(totals.closedUntil(), window.startOf(watermark + 1));
        return delta.windowStart() >= firstOpen ? delta : delta.lateIn(firstOpen);
    }

    private void emitOrWait(SegmentTotals totals) throws IOException {
        if (totals.countDue() != null) {
            totalsState.update(totals);
            return;
        }
        long now = timers.currentProcessingTime();
        long due = Math.min(now, emittedAt(totals)) + intervalMillis;
        if (due <= now) {
            emit(totals, now);
        } else {
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, due);
            totalsState.update(totals.dueAt(due));
        }
    }

    private void emit(SegmentTotals waiting, long now) throws IOException {
        long version = Math.max(waiting.lastVersion() + 1, TimeUnit.MILLISECONDS.toMicros(now));
        SegmentTotals totals = waiting.emittedAs(version);
        output.collect(
                new StreamRecord<>(
                        new SegmentCount((String) getCurrentKey(), totals.current(), version, now),
                        now));
        totalsState.update(totals);
        if (totals.current() == 0) {
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, releaseTime(totals));
        }
    }

    /** Frees what a segment without members holds, once nothing of it can matter any more. */
    private void releaseIfEmpty(SegmentTotals totals) throws Exception {
        if (totals.current() == 0
                && totals.countDue() == null
                && timers.currentProcessingTime() >= releaseTime(totals)
                && openWindows.isEmpty()) {
            totalsState.clear();
        }
    }

    private long releaseTime(SegmentTotals totals) {
        return emittedAt(totals) + Math.max(RETENTION_MILLIS, intervalMillis);
    }

    private static long emittedAt(SegmentTotals totals) {
        return TimeUnit.MICROSECONDS.toMillis(totals.lastVersion());
    }
}
