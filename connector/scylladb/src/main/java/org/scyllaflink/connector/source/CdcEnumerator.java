/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.RangeStreams;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.source.GenerationDiscovery.Discovered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for generations, gives their splits to readers and tells readers what may be read. Runs in
 * the coordinator thread; what to do is decided for each table by its {@link GenerationTracker}.
 */
final class CdcEnumerator implements SplitEnumerator<StreamGroupSplit, EnumeratorState> {

    private static final Logger LOG = LoggerFactory.getLogger(CdcEnumerator.class);

    private final ReadRequest request;
    private final SplitEnumeratorContext<StreamGroupSplit> context;
    private final UnaryOperator<ReaderReport> reports;
    private final EnumeratorMetrics metrics;
    private final GenerationDiscovery discovery;
    private final ReaderRoster readers = new ReaderRoster();

    /** Metrics go through it while tables are added. */
    private final NavigableMap<TableName, TableEnumeration> tables =
            new ConcurrentSkipListMap<>(Comparator.comparing(TableName::toString));

    private @Nullable Instant serverTime;
    private boolean outage;
    private volatile long lookedMillis;
    private boolean completed;

    /**
     * @param state tables that are not selected any more are dropped from it
     * @param reports how reports are heard: as they are, unless a test puts a fault in here
     */
    CdcEnumerator(
            ReadRequest request,
            SplitEnumeratorContext<StreamGroupSplit> context,
            EnumeratorState state,
            UnaryOperator<ReaderReport> reports) {
        this.request = request;
        this.context = context;
        this.reports = reports;
        this.metrics = new EnumeratorMetrics(context.metricGroup());
        for (TableState table : state.tables()) {
            if (request.tables().matches(table.table())) {
                add(table);
            } else {
                LOG.info("{}: not selected any more; its state is dropped", table.table());
            }
        }
        this.discovery = new GenerationDiscovery(request, tables.keySet());
        this.lookedMillis = request.clock().millis();
    }

    private void add(TableState table) {
        tables.put(table.table(), new TableEnumeration(table, request, metrics));
    }

    @Override
    public void start() {
        metrics.watch(
                () -> trackers().stream().mapToLong(one -> one.unassigned().size()).sum(),
                () -> trackers().stream().mapToInt(GenerationTracker::knownGenerations).sum(),
                tables::size,
                () -> request.clock().millis() - lookedMillis);
        context.callAsync(
                discovery::discover,
                this::discovered,
                0,
                request.options().discoveryInterval().toMillis());
    }

    private Collection<GenerationTracker> trackers() {
        return tables.values().stream().map(TableEnumeration::tracker).toList();
    }

    private void discovered(@Nullable Discovered found, @Nullable Throwable failure) {
        if (found == null) {
            discoveryFailed(failure);
            return;
        }
        if (outage) {
            LOG.info("{}: generations can be read again", request.tables());
            outage = false;
        }
        @Nullable Instant oldHorizon = serverTime == null ? null : horizon();
        serverTime = found.serverTime();
        lookedMillis = request.clock().millis();
        found.tables()
                .forEach(
                        (name, table) -> {
                            if (!tables.containsKey(name)) {
                                add(TableState.initial(name));
                            }
                            tables.get(name).found(table, serverTime, oldHorizon);
                        });
        proceed();
    }

    /** A table that is not there, or not as it was asked for, will not come back by itself. */
    private void discoveryFailed(@Nullable Throwable failure) {
        if (failure instanceof IllegalArgumentException) {
            throw new FlinkRuntimeException(
                    "cannot read the log: " + failure.getMessage(), failure);
        }
        if (serverTime == null) {
            throw new FlinkRuntimeException(
                    request.tables() + ": cannot read the generations of the log", failure);
        }
        if (!outage) {
            LOG.warn(
                    "{}: generations cannot be read; reading goes on until {} and waits there",
                    request.tables(),
                    horizon(),
                    failure);
            outage = true;
        }
    }

    /** Does whatever has become possible. */
    private void proceed() {
        int parallelism = context.currentParallelism();
        if (serverTime == null
                || completed
                || !readers.hasHeardOfAll(parallelism)
                || context.registeredReaders().size() < parallelism) {
            return;
        }
        tables.values().forEach(this::openNext);
        assign();
        Map<TableName, TableSchedule> schedules = new HashMap<>();
        tables.forEach(
                (name, table) ->
                        table.schedule().ifPresent(schedule -> schedules.put(name, schedule)));
        // A table whose first splits are not in place yet does not hold the watermark.
        if (!tables.isEmpty() && schedules.size() == tables.size()) {
            send(schedules, parallelism);
        }
    }

    private void openNext(TableEnumeration table) {
        table.startOpening(serverTime)
                .ifPresent(
                        generation ->
                                context.callAsync(
                                        () -> discovery.streams(table.table(), generation),
                                        (ranges, failure) ->
                                                opened(table, generation, ranges, failure)));
    }

    private void opened(
            TableEnumeration table,
            Instant generation,
            @Nullable List<RangeStreams> ranges,
            @Nullable Throwable failure) {
        if (ranges == null) {
            table.openingFailed(generation, failure, serverTime);
            return;
        }
        int splits = context.currentParallelism() * request.options().splitsPerReader();
        table.opened(generation, ranges, Math.max(1, splits / tables.size()));
        proceed();
    }

    private void assign() {
        List<StreamGroupSplit> unassigned = new ArrayList<>();
        Map<String, Integer> cameFrom = new HashMap<>();
        for (GenerationTracker tracker : trackers()) {
            unassigned.addAll(tracker.unassigned());
            cameFrom.putAll(tracker.cameFrom());
        }
        if (unassigned.isEmpty()) {
            return;
        }
        Map<Integer, List<HeldSplit>> held = new HashMap<>();
        for (int reader : readers.takers()) {
            held.put(
                    reader,
                    trackers().stream().flatMap(one -> one.heldBy(reader).stream()).toList());
        }
        Map<Integer, List<StreamGroupSplit>> assignment =
                SplitPlacement.place(unassigned, held, cameFrom, soon().toEpochMilli());
        assignment.forEach(
                (reader, splits) ->
                        splits.forEach(
                                split ->
                                        tables.get(split.table())
                                                .tracker()
                                                .assigned(split, reader)));
        context.assignSplits(new SplitsAssignment<>(assignment));
    }

    private void send(Map<TableName, TableSchedule> schedules, int parallelism) {
        completed = trackers().stream().allMatch(GenerationTracker::isComplete);
        boolean settled = trackers().stream().allMatch(one -> one.unassigned().isEmpty());
        ReadingSchedule schedule =
                new ReadingSchedule(horizon().toEpochMilli(), schedules, settled, completed);
        for (int reader = 0; reader < parallelism; reader++) {
            @Nullable ReadingSchedule news = readers.news(reader, schedule);
            if (news != null) {
                context.sendEventToSourceReader(reader, news);
            }
            if (completed) {
                context.signalNoMoreSplits(reader);
                readers.ended(reader);
            }
        }
    }

    /** No generation that begins earlier can have been announced after the last look. */
    private Instant horizon() {
        return serverTime.plus(request.options().horizonMargin());
    }

    /** A bound for the server's time: the last look may be as old as looks are apart. */
    private Instant soon() {
        return serverTime.plus(request.options().discoveryInterval());
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
        Map<TableName, List<HeldSplit>> byTable = new HashMap<>();
        for (HeldSplit split : reports.apply(report).splits()) {
            byTable.computeIfAbsent(split.table(), table -> new ArrayList<>()).add(split);
        }
        if (!tables.keySet().containsAll(byTable.keySet())) {
            throw new IllegalStateException(
                    "reader "
                            + reader
                            + " holds splits of "
                            + byTable.keySet()
                            + " (expected: of "
                            + tables.keySet()
                            + " alone)");
        }
        tables.forEach(
                (name, table) ->
                        table.tracker()
                                .readerReported(reader, byTable.getOrDefault(name, List.of())));
        readers.heardOf(reader);
        proceed();
    }

    @Override
    public void addSplitsBack(List<StreamGroupSplit> splits, int reader) {
        // Called whenever a reader is reset, even if there is nothing to take back.
        readers.reset(reader);
        trackers().forEach(tracker -> tracker.readerReset(reader));
        splits.forEach(split -> tables.get(split.table()).tracker().takeBack(split, reader));
        completed = false;
    }

    @Override
    public void handleSplitRequest(int reader, @Nullable String host) {
        throw new IllegalStateException(
                "reader " + reader + " asked for a split (expected: splits are assigned unasked)");
    }

    @Override
    public EnumeratorState snapshotState(long checkpointId) {
        return new EnumeratorState(trackers().stream().map(GenerationTracker::snapshot).toList());
    }

    @Override
    public void close() {
        discovery.close();
    }
}
