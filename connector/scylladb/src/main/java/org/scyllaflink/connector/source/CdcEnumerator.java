/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.RangeStreams;
import org.scyllaflink.connector.source.GenerationDiscovery.Discovered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for generations, gives their splits to readers and tells all readers what may be read. Runs
 * in the coordinator thread, except where a method says otherwise; what to do is decided by the
 * {@link GenerationTracker}.
 */
final class CdcEnumerator implements SplitEnumerator<StreamGroupSplit, EnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(CdcEnumerator.class);

    private final ReadRequest request;
    private final SplitEnumeratorContext<StreamGroupSplit> context;
    private final GenerationDiscovery discovery;
    private final GenerationTracker tracker;

    /** The last schedule of each reader since it was started. */
    private final Map<Integer, ReadingSchedule> sent = new HashMap<>();

    private @Nullable Discovered discovered;
    private @Nullable Instant opening;
    private boolean outage;
    private boolean warnedOfNoGenerations;
    private @Nullable Instant warnedOfStreams;
    private volatile long lookedMillis;
    private boolean completed;

    CdcEnumerator(
            ReadRequest request,
            SplitEnumeratorContext<StreamGroupSplit> context,
            EnumeratorState state) {
        this.request = request;
        this.context = context;
        this.discovery = new GenerationDiscovery(request.connection(), request.table());
        this.tracker = new GenerationTracker(state);
        this.lookedMillis = request.clock().millis();
    }

    @Override
    public void start() {
        context.metricGroup().setUnassignedSplitsGauge(() -> (long) tracker.unassignedSplits());
        context.metricGroup()
                .addGroup("scyllaCdc")
                .gauge("knownGenerations", (Gauge<Integer>) tracker::knownGenerations);
        context.metricGroup()
                .addGroup("scyllaCdc")
                .gauge("metadataAgeMillis", (Gauge<Long>) this::metadataAgeMillis);
        context.callAsync(
                discovery::discover,
                this::discovered,
                0,
                request.options().discoveryInterval().toMillis());
    }

    /** Time since generations were last read, or since the start. */
    private long metadataAgeMillis() {
        return request.clock().millis() - lookedMillis;
    }

    private void discovered(@Nullable Discovered found, @Nullable Throwable failure) {
        if (failure != null) {
            discoveryFailed(failure);
            return;
        }
        if (outage) {
            LOG.info("{}: generations can be read again", request.table());
            outage = false;
        }
        warnOfNoGenerations(found);
        warnOfLateGenerations(found);
        discovered = found;
        lookedMillis = request.clock().millis();
        tracker.learn(found.starts());
        if (!tracker.isBegun() && !found.starts().isEmpty()) {
            begin(found);
        }
        proceed();
    }

    private void warnOfNoGenerations(Discovered found) {
        if (found.starts().isEmpty() && !warnedOfNoGenerations) {
            LOG.warn(
                    "{}: its log has no generation; reading waits for the first (expected: at least"
                            + " one soon after CDC was switched on)",
                    request.table());
            warnedOfNoGenerations = true;
        }
    }

    private void warnOfLateGenerations(Discovered found) {
        if (discovered == null) {
            return;
        }
        for (Instant start : found.starts()) {
            if (start.isBefore(horizon(discovered)) && !discovered.starts().contains(start)) {
                LOG.warn(
                        "{}: generation {} was announced late; what is read of it may come behind"
                                + " the watermark (expected: announced further ahead than the"
                                + " horizon margin, {})",
                        request.table(),
                        start,
                        request.options().horizonMargin());
            }
        }
    }

    private void discoveryFailed(Throwable failure) {
        if (discovered == null) {
            throw new FlinkRuntimeException(
                    request.table() + ": cannot read the generations of its log", failure);
        }
        if (!outage) {
            LOG.warn(
                    "{}: generations cannot be read; reading goes on until {} and waits there",
                    request.table(),
                    horizon(discovered),
                    failure);
            outage = true;
        }
    }

    private void begin(Discovered found) {
        Instant from =
                StartPosition.resolve(
                        request.start(),
                        found.starts().get(0),
                        found.serverTime(),
                        found.logTtl(),
                        request.options().confidenceWindow());
        @Nullable Instant until = StartPosition.resolve(request.stop(), found.serverTime());
        LOG.info(
                "{}: reading from {} until {}",
                request.table(),
                from,
                until == null ? "cancelled" : until);
        tracker.begin(from, until);
    }

    /** Does whatever has become possible. */
    private void proceed() {
        int readers = context.currentParallelism();
        if (discovered == null
                || completed
                || !tracker.hasHeardOfAll(readers)
                || context.registeredReaders().size() < readers) {
            return;
        }
        tracker.nextToOpen().ifPresent(this::open);
        Map<Integer, List<StreamGroupSplit>> assignment = tracker.assign(soon(discovered));
        if (!assignment.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(assignment));
        }
        tracker.schedule(horizon(discovered)).ifPresent(schedule -> send(schedule, readers));
    }

    private void send(ReadingSchedule schedule, int readers) {
        completed = schedule.complete();
        for (int reader = 0; reader < readers; reader++) {
            if (!schedule.equals(sent.put(reader, schedule))) {
                context.sendEventToSourceReader(reader, schedule);
            }
            if (completed) {
                context.signalNoMoreSplits(reader);
                tracker.readerEnded(reader);
            }
        }
    }

    private void open(Instant generation) {
        if (generation.equals(opening)) {
            return;
        }
        opening = generation;
        context.callAsync(
                () -> discovery.streams(generation),
                (ranges, failure) -> opened(generation, ranges, failure));
    }

    private void opened(
            Instant generation, @Nullable List<RangeStreams> ranges, @Nullable Throwable failure) {
        opening = null;
        if (ranges == null) {
            streamsFailed(generation, failure);
            return;
        }
        int maxSplits = context.currentParallelism() * request.options().splitsPerReader();
        List<StreamGroupSplit> splits =
                StreamGrouping.split(
                        generation, ranges, maxSplits, tracker.beginningOf(generation));
        LOG.info(
                "{}: generation {} has {} streams, read in {} splits",
                request.table(),
                generation,
                splits.stream().mapToInt(split -> split.streams().size()).sum(),
                splits.size());
        tracker.open(generation, splits);
        proceed();
    }

    /** Reading goes on without the streams as long as their generation has not begun. */
    private void streamsFailed(Instant generation, @Nullable Throwable failure) {
        if (!tracker.hasOpenedAny() || !generation.isAfter(discovered.serverTime())) {
            throw new FlinkRuntimeException(
                    request.table() + ": cannot read the streams of generation " + generation,
                    failure);
        }
        if (!generation.equals(warnedOfStreams)) {
            LOG.warn(
                    "{}: streams of generation {} cannot be read yet; that is tried again, and the"
                            + " job fails if it cannot be done once the generation has begun",
                    request.table(),
                    generation,
                    failure);
            warnedOfStreams = generation;
        }
    }

    /** No generation that begins earlier can have been announced after the last look. */
    private Instant horizon(Discovered last) {
        return last.serverTime().plus(request.options().horizonMargin());
    }

    /** A bound for the server's time: the last look may be as old as looks are apart. */
    private long soon(Discovered last) {
        return last.serverTime().plus(request.options().discoveryInterval()).toEpochMilli();
    }

    @Override
    public void addReader(int reader) {
        // Its report says what it holds, and follows at once.
    }

    @Override
    public void handleSourceEvent(int reader, SourceEvent event) {
        if (!(event instanceof ReaderReport report)) {
            throw new IllegalStateException(event + " (expected: a ReaderReport)");
        }
        tracker.readerReported(reader, report);
        proceed();
    }

    @Override
    public void addSplitsBack(List<StreamGroupSplit> splits, int reader) {
        // Called whenever a reader is reset, even if there is nothing to take back.
        tracker.readerReset(reader);
        tracker.takeBack(splits, reader);
        sent.remove(reader);
        completed = false;
    }

    @Override
    public void handleSplitRequest(int reader, @Nullable String host) {
        throw new IllegalStateException(
                "reader " + reader + " asked for a split (expected: splits are assigned unasked)");
    }

    @Override
    public EnumeratorState snapshotState(long checkpointId) {
        return tracker.snapshot();
    }

    @Override
    public void close() {
        discovery.close();
    }
}
