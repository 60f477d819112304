/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.testutils.source.reader.TestingReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.api.operators.source.TimestampsAndWatermarks;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.apache.flink.util.clock.SystemClock;
import org.scyllaflink.connector.model.Change;

/** Runs a reader as Flink's source operator does, with Flink's own logic of watermarks. */
final class LocalReader implements AutoCloseable {

    private final SourceReader<Change, StreamGroupSplit> reader;
    private final RecordingMetricGroup metrics = new RecordingMetricGroup();
    private final TestingReaderContext context =
            new TestingReaderContext(
                    new Configuration(), InternalSourceReaderMetricGroup.wrap(metrics));
    private final TimestampsAndWatermarks<Change> eventTime =
            TimestampsAndWatermarks.createProgressiveEventTimeLogic(
                    WatermarkStrategy.noWatermarks(),
                    context.metricGroup(),
                    new TestProcessingTimeService(),
                    0,
                    SystemClock.getInstance(),
                    SystemClock.getInstance(),
                    UnregisteredMetricGroups.createUnregisteredTaskMetricGroup()
                            .getIOMetricGroup());
    private final ReaderOutput<Change> output;
    private final Queue<SourceEvent> outbox = new ArrayDeque<>();
    private boolean ended;

    LocalReader(
            ScyllaCdcSource<Change> source,
            List<StreamGroupSplit> restored,
            DataOutput<Change> downstream)
            throws Exception {
        this.reader = source.createReader(context);
        this.output = eventTime.createMainOutput(downstream, new IgnoredUpdates());
        if (!restored.isEmpty()) {
            addSplits(restored);
        }
        reader.start();
        collectEvents();
    }

    /**
     * One call of pollNext.
     *
     * @return whether there may be more at once
     */
    boolean poll() throws Exception {
        if (ended) {
            return false;
        }
        InputStatus status = reader.pollNext(output);
        collectEvents();
        ended = status == InputStatus.END_OF_INPUT;
        return status == InputStatus.MORE_AVAILABLE;
    }

    /** Waits for the fetcher, but not for long. */
    void await(long millis) throws Exception {
        try {
            reader.isAvailable().get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Nothing came; the caller moves the clock.
            return;
        }
    }

    boolean hasEnded() {
        return ended;
    }

    void receive(LocalEnumerator.Message message) {
        if (message instanceof LocalEnumerator.Message.Splits splits) {
            addSplits(splits.splits());
        } else if (message instanceof LocalEnumerator.Message.Event event) {
            reader.handleSourceEvents(event.event());
        } else {
            reader.notifyNoMoreSplits();
        }
    }

    /** What the reader has registered, by name. */
    Map<String, Metric> metrics() {
        return metrics.metrics();
    }

    OperatorIOMetricGroup ioMetrics() {
        return context.metricGroup().getIOMetricGroup();
    }

    long recordsIn() {
        return context.metricGroup().getIOMetricGroup().getNumRecordsInCounter().getCount();
    }

    void emitPeriodicWatermark() {
        eventTime.emitImmediateWatermark(0);
    }

    Queue<SourceEvent> outbox() {
        return outbox;
    }

    List<StreamGroupSplit> checkpoint() {
        return new ArrayList<>(reader.snapshotState(1));
    }

    private void addSplits(List<StreamGroupSplit> splits) {
        splits.forEach(split -> output.createOutputForSplit(split.splitId()));
        reader.addSplits(splits);
    }

    private void collectEvents() {
        outbox.addAll(context.getSentEvents());
        context.clearSentEvents();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (Exception e) {
            throw new IllegalStateException("reader does not close", e);
        }
    }

    private static final class IgnoredUpdates
            implements TimestampsAndWatermarks.WatermarkUpdateListener {

        @Override
        public void updateIdle(boolean idle) {}

        @Override
        public void updateCurrentEffectiveWatermark(long watermark) {}

        @Override
        public void updateCurrentSplitWatermark(String split, long watermark) {}

        @Override
        public void updateCurrentSplitIdle(String split, boolean idle) {}

        @Override
        public void splitFinished(String split) {}
    }
}
