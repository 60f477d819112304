/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamElement;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;

/**
 * One pre-aggregator a channel and one counter behind them, in harnesses, with a sink that keeps
 * the newest version of an id and all it got before a failure.
 */
final class CountedPipeline {

    private final RandomChangelog changelog;
    private final TumblingWindow window;
    private final Random random;

    private final List<OneInputStreamOperatorTestHarness<RowData, SegmentDelta>> preAggregators =
            new ArrayList<>();
    private KeyedOneInputStreamOperatorTestHarness<String, SegmentDelta, SegmentCount> counter;
    private final long[] channelWatermarks;
    private final int[] positions;
    private long now = 1_000_000;

    private int[] checkpointPositions;
    private OperatorSubtaskState checkpoint;

    private final Map<String, SegmentCount> sinkCounts = new HashMap<>();
    private final Map<String, SegmentWindow> sinkHistory = new HashMap<>();

    CountedPipeline(RandomChangelog changelog, TumblingWindow window, Random random) {
        this.changelog = changelog;
        this.window = window;
        this.random = random;
        this.channelWatermarks = new long[changelog.channels()];
        this.positions = new int[changelog.channels()];
        this.checkpointPositions = positions.clone();
    }

    /** Runs the changelog to its end and drains the job. */
    void run() throws Exception {
        start(null);
        while (hasMore()) {
            switch (random.nextInt(60)) {
                case 0 -> takeCheckpoint();
                case 1 -> fail();
                case 2 -> drainAndResume();
                case 3, 4, 5, 6 -> advanceClock();
                default -> step();
            }
        }
        drain();
        close();
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        sinkCounts.forEach((segment, count) -> counts.put(segment, count.count()));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    Map<String, String> history() {
        Map<String, String> rows = new TreeMap<>();
        sinkHistory.forEach(
                (id, row) ->
                        rows.put(
                                id,
                                "count %d joined %d left %d expired %d late %d"
                                        .formatted(
                                                row.count(),
                                                row.joined(),
                                                row.left(),
                                                row.expired(),
                                                row.late())));
        return rows;
    }

    /** The end of the last window that the final watermark closed. */
    long closed() {
        long watermark = Arrays.stream(channelWatermarks).min().orElseThrow();
        assertThat(watermark).isPositive();
        return window.startOf(watermark + 1);
    }

    private boolean hasMore() {
        for (int channel = 0; channel < positions.length; channel++) {
            if (positions[channel] < changelog.channel(channel).size()) {
                return true;
            }
        }
        return false;
    }

    private void step() throws Exception {
        int channel = random.nextInt(positions.length);
        List<RandomChangelog.Step> steps = changelog.channel(channel);
        if (positions[channel] < steps.size()) {
            for (StreamElement element : steps.get(positions[channel]++).elements()) {
                if (element.isWatermark()) {
                    preAggregators.get(channel).processWatermark(element.asWatermark());
                } else {
                    preAggregators.get(channel).processElement(element.asRecord());
                }
            }
            forward();
        }
    }

    private void advanceClock() throws Exception {
        now += random.nextInt(400);
        for (var preAggregator : preAggregators) {
            preAggregator.setProcessingTime(now);
        }
        counter.setProcessingTime(now);
        forward();
    }

    private void takeCheckpoint() throws Exception {
        for (var preAggregator : preAggregators) {
            preAggregator.prepareSnapshotPreBarrier(1);
        }
        forward();
        checkpoint = counter.snapshot(1, now);
        checkpointPositions = positions.clone();
    }

    /** What the sink got since the checkpoint stays there. */
    private void fail() throws Exception {
        close();
        System.arraycopy(checkpointPositions, 0, positions, 0, positions.length);
        now += 1 + random.nextInt(3_000);
        start(checkpoint);
    }

    private void drainAndResume() throws Exception {
        drain();
        checkpoint = counter.snapshot(1, now);
        checkpointPositions = positions.clone();
        close();
        now += 1 + random.nextInt(3_000);
        start(checkpoint);
    }

    private void drain() throws Exception {
        for (var preAggregator : preAggregators) {
            preAggregator.getOperator().finish();
        }
        forward();
        counter.getOperator().finish();
        collect();
    }

    private void start(OperatorSubtaskState state) throws Exception {
        preAggregators.clear();
        for (int channel = 0; channel < positions.length; channel++) {
            var preAggregator =
                    new OneInputStreamOperatorTestHarness<RowData, SegmentDelta>(
                            new SegmentPreAggregator(MembershipChangelog.ROWS, window, 100));
            preAggregator.setup();
            preAggregator.open();
            preAggregator.setProcessingTime(now);
            preAggregators.add(preAggregator);
        }
        Arrays.fill(channelWatermarks, Long.MIN_VALUE);
        counter =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new SegmentCounter("segments", window, 500),
                        SegmentDelta::segment,
                        Types.STRING);
        counter.setProcessingTime(now);
        if (state != null) {
            counter.initializeState(state);
        }
        counter.open();
        for (int channel = 0; channel < positions.length; channel++) {
            repeatWatermark(channel);
        }
        forward();
    }

    /** As a source does, whose first watermark after a restore is that of its position. */
    private void repeatWatermark(int channel) throws Exception {
        List<RandomChangelog.Step> steps = changelog.channel(channel);
        for (int i = positions[channel] - 1; i >= 0; i--) {
            List<StreamElement> elements = steps.get(i).elements();
            if (!elements.isEmpty() && elements.get(0).isWatermark()) {
                preAggregators.get(channel).processWatermark(elements.get(0).asWatermark());
                return;
            }
        }
    }

    private void close() throws Exception {
        for (var preAggregator : preAggregators) {
            preAggregator.close();
        }
        counter.close();
    }

    /** As the network does: elements of a channel in order, the least watermark of all. */
    private void forward() throws Exception {
        for (int channel = 0; channel < positions.length; channel++) {
            var output = preAggregators.get(channel).getOutput();
            while (!output.isEmpty()) {
                Object element = output.poll();
                if (element instanceof Watermark mark) {
                    long before = Arrays.stream(channelWatermarks).min().orElseThrow();
                    channelWatermarks[channel] = mark.getTimestamp();
                    long after = Arrays.stream(channelWatermarks).min().orElseThrow();
                    if (after > before) {
                        counter.processWatermark(after);
                    }
                } else if (element instanceof StreamRecord<?> record) {
                    counter.processElement(new StreamRecord<>((SegmentDelta) record.getValue()));
                }
            }
        }
        collect();
    }

    private void collect() {
        for (SegmentCount count : counter.extractOutputValues()) {
            sinkCounts.merge(
                    count.segment(),
                    count,
                    (old, latest) -> latest.version() >= old.version() ? latest : old);
        }
        counter.getOutput().clear();
        var history = counter.getSideOutput(SegmentCounter.HISTORY);
        if (history != null) {
            for (StreamRecord<SegmentWindow> record : history) {
                SegmentWindow row = record.getValue();
                sinkHistory.merge(
                        row.segment() + "|" + row.windowStart(),
                        row,
                        (old, latest) -> latest.version() >= old.version() ? latest : old);
            }
            history.clear();
        }
    }
}
