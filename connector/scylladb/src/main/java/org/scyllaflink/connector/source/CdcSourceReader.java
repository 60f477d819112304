/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.CdcCluster;

/**
 * Reads its splits as the enumerator's schedule allows, reports how far they are, and is idle while
 * it has none. Task thread only.
 */
@SuppressWarnings("try") // Flink declares that close() may be interrupted.
final class CdcSourceReader<T>
        extends SingleThreadMultiplexSourceReaderBase<
                SplitElement, T, StreamGroupSplit, StreamGroupSplitState> {

    /** A report names all splits, so one is made for all that change in so many polls. */
    private static final int MOST_POLLS_UNREPORTED = 100;

    private final CdcCluster cluster;
    private final BatchEmitter<T> emitter;
    private final StreamGroupCursor.Reading reading;
    private final SplitAdmission admission;
    private final SourceSeams seams;
    private final SourceReaderContext context;
    private final Map<String, StreamGroupSplitState> states = new HashMap<>();
    private @Nullable ReadingSchedule schedule;
    private boolean started;
    private Activity activity = Activity.UNSAID;

    /** Polls since the phase of a split changed that was not reported; 0 if there is none. */
    private int pollsUnreported;

    /**
     * What the reader's main output has been told. While it is active the outputs of splits cannot
     * make the reader idle by themselves, in between the end of one and the arrival of another.
     */
    private enum Activity {
        UNSAID,
        ACTIVE,
        IDLE
    }

    /**
     * @param cluster closed with this reader
     */
    CdcSourceReader(
            CdcCluster cluster,
            StreamGroupCursor.Reading reading,
            BatchEmitter<T> emitter,
            SplitAdmission admission,
            SourceClock clock,
            SourceSeams seams,
            SourceReaderContext context) {
        super(
                () -> new CdcSplitReader(reading, clock),
                seams.emitter(emitter),
                context.getConfiguration(),
                context);
        this.cluster = cluster;
        this.emitter = emitter;
        this.reading = reading;
        this.admission = admission;
        this.seams = seams;
        this.context = context;
    }

    @Override
    public void start() {
        started = true;
        reading.budget().open();
        report();
    }

    @Override
    public void addSplits(List<StreamGroupSplit> splits) {
        super.addSplits(admission.admit(splits));
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        // Flink has given them outputs, which would hold the watermark for ever.
        admission.takeRefused().forEach(output::releaseOutputForSplit);
        if (activity != Activity.ACTIVE && !mayBeIdle()) {
            // The outputs of splits would do so only once their watermark passes the reader's.
            output.markActive();
            activity = Activity.ACTIVE;
        }
        InputStatus status = super.pollNext(output);
        reportPhases(status == InputStatus.MORE_AVAILABLE);
        if (emitter.takePositionsMoved()) {
            states.values().stream()
                    .mapToLong(StreamGroupSplitState::completeUntilMillis)
                    .min()
                    .ifPresent(reading.metrics()::completeUntil);
        }
        if (activity != Activity.IDLE && mayBeIdle()) {
            output.markIdle();
            activity = Activity.IDLE;
        }
        return status;
    }

    private void reportPhases(boolean moreAvailable) {
        if (emitter.takePhasesChanged() || pollsUnreported > 0) {
            pollsUnreported++;
        }
        if (pollsUnreported > MOST_POLLS_UNREPORTED || pollsUnreported > 0 && !moreAvailable) {
            report();
        }
    }

    /** A reader whose end has come is not idle: its last watermark would not get through. */
    private boolean mayBeIdle() {
        return states.isEmpty() && schedule != null && schedule.settled() && !schedule.complete();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (!(event instanceof ReadingSchedule newest)) {
            throw new IllegalStateException(event + " (expected: a ReadingSchedule)");
        }
        schedule = seams.schedule(newest).after(schedule);
        reading.mailbox().put(schedule);
        if (states.isEmpty()) {
            // No fetcher will call for a poll, yet whether this reader is idle may have changed.
            splitFetcherManager.getQueue().notifyAvailable();
        }
    }

    @Override
    protected StreamGroupSplitState initializedState(StreamGroupSplit split) {
        StreamGroupSplitState state =
                new StreamGroupSplitState(
                        split,
                        started ? HeldSplit.Phase.ASSIGNED : HeldSplit.Phase.REGISTERED,
                        reading.options().lateSweep() != null);
        states.put(split.splitId(), state);
        reading.metrics().splitAdded(split);
        return state;
    }

    @Override
    protected StreamGroupSplit toSplitType(String splitId, StreamGroupSplitState state) {
        return state.toSplit();
    }

    @Override
    protected void onSplitFinished(Map<String, StreamGroupSplitState> finished) {
        states.keySet().removeAll(finished.keySet());
        finished.keySet().forEach(reading.metrics()::splitGone);
        if (states.isEmpty()) {
            reading.metrics().nothingToRead();
        }
        report();
    }

    @Override
    public void close() throws Exception {
        try {
            super.close();
        } finally {
            reading.budget().close();
            cluster.close();
        }
    }

    private void report() {
        pollsUnreported = 0;
        context.sendSourceEventToCoordinator(
                new ReaderReport(
                        states.values().stream()
                                .filter(state -> state.phase() != HeldSplit.Phase.ASSIGNED)
                                .map(StreamGroupSplitState::toHeldSplit)
                                .toList()));
    }
}
