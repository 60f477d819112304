/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.BaseTables;
import org.scyllaflink.connector.model.TokenRange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts a table into ranges and gives them to readers as they ask. Coordinator thread. */
final class ScanEnumerator implements SplitEnumerator<TableRangeSplit, ScanState> {

    private static final Logger LOG = LoggerFactory.getLogger(ScanEnumerator.class);

    private final ScanRequest request;
    private final SplitEnumeratorContext<TableRangeSplit> context;
    private final ScanProgress progress;
    private final Deque<TableRangeSplit> unassigned;

    /** Requests that came before there were ranges, each the number of its reader. */
    private final Deque<Integer> waiting = new ArrayDeque<>();

    /**
     * Readers that know that nothing is left. They end by themselves and hear nothing then: what
     * comes back from another is for that one, which starts again.
     */
    private final Set<Integer> ended = new HashSet<>();

    /** How many ranges there are; 0 before they are made. */
    private int ranges;

    /**
     * @throws IllegalStateException if the state is that of another table; names both
     */
    ScanEnumerator(
            ScanRequest request, SplitEnumeratorContext<TableRangeSplit> context, ScanState state) {
        if (state.table() != null && !state.table().equals(request.table())) {
            throw new IllegalStateException(
                    "table: "
                            + request.table()
                            + " (expected: "
                            + state.table()
                            + ", of which the savepoint has read a part)");
        }
        this.request = request;
        this.context = context;
        this.progress = new ScanProgress(request.table());
        this.unassigned = new ArrayDeque<>(state.unassigned());
        this.ranges = state.ranges();
        progress.planned(ranges);
        progress.unassigned(unassigned.size());
    }

    @Override
    public void start() {
        MetricGroup own = context.metricGroup().addGroup("scyllaTable");
        context.metricGroup().setUnassignedSplitsGauge(() -> (long) progress.unassigned());
        own.gauge("ranges", (Gauge<Integer>) progress::ranges);
        own.gauge("rangesRead", (Gauge<Integer>) progress::done);
        own.gauge("progress", (Gauge<Double>) progress::fraction);
        if (ranges == 0) {
            context.callAsync(this::plan, this::planned);
        }
    }

    /** Runs in the I/O thread; must not touch fields that change. */
    private List<TableRangeSplit> plan() throws IOException {
        try (BaseTables tables = request.connection().openTables()) {
            request.columns().check(tables.schema(request.table()));
            @Nullable Instant logStart = request.logStart();
            Instant origin = logStart == null ? tables.serverTime() : logStart;
            long originMicros = ChronoUnit.MICROS.between(Instant.EPOCH, origin);
            List<TableRangeSplit> splits = new ArrayList<>();
            for (TokenRange range : RingCut.into(request.ranges(), tables.ring())) {
                splits.add(new TableRangeSplit(splits.size(), range, originMicros, null));
            }
            return splits;
        }
    }

    private void planned(@Nullable List<TableRangeSplit> splits, @Nullable Throwable failure) {
        if (splits == null) {
            throw new FlinkRuntimeException(
                    request.table() + " cannot be read: " + failure.getMessage(), failure);
        }
        ranges = splits.size();
        unassigned.addAll(splits);
        progress.planned(ranges);
        progress.unassigned(ranges);
        LOG.info("{}: is read in {} ranges", request.table(), ranges);
        while (!waiting.isEmpty()) {
            assignNext(waiting.remove());
        }
    }

    @Override
    public void handleSplitRequest(int reader, @Nullable String host) {
        if (ranges == 0) {
            waiting.add(reader);
        } else {
            assignNext(reader);
        }
    }

    private void assignNext(int reader) {
        if (!context.registeredReaders().containsKey(reader) || ended.contains(reader)) {
            // A reader that failed after it had asked asks again once it is back.
            return;
        }
        @Nullable TableRangeSplit next = unassigned.poll();
        if (next == null) {
            ended.add(reader);
            context.signalNoMoreSplits(reader);
            return;
        }
        progress.assigned(reader, next.number());
        progress.unassigned(unassigned.size());
        context.assignSplit(next, reader);
    }

    @Override
    public void addSplitsBack(List<TableRangeSplit> splits, int reader) {
        for (int i = splits.size() - 1; i >= 0; i--) {
            unassigned.addFirst(splits.get(i));
        }
        ended.remove(reader);
        progress.lost(reader);
        progress.unassigned(unassigned.size());
    }

    @Override
    public void addReader(int reader) {
        // It asks for ranges itself.
        ended.remove(reader);
    }

    @Override
    public void handleSourceEvent(int reader, SourceEvent event) {
        if (!(event instanceof RangeReport report)) {
            throw new IllegalStateException(event + " (expected: a RangeReport)");
        }
        progress.report(reader, report);
    }

    @Override
    public ScanState snapshotState(long checkpointId) {
        return new ScanState(request.table(), ranges, List.copyOf(unassigned));
    }

    @Override
    public void close() {}
}
