/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.MetricNames;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.SessionLoad;

/** What a reader tells of itself, under {@code scyllaCdc}. Units are in the names. */
final class SourceMetrics {

    /** By which Flink's own metrics say that nothing has come yet. */
    private static final long UNDEFINED = -1;

    private final Counter recordsIn;
    private final Counter batches;
    private final Counter windowsRead;
    private final Counter emptyReads;
    private final Counter horizonWaits;
    private final Counter bytesIn;
    private final Counter errors;
    private final Counter lateBatches;
    private final Counter lateRows;
    private final Counter lateSweepsCut;
    private final Counter dataLossGaps;
    private final Counter dataLossMillis;
    private final Counter expiredBacklogMillis;
    private final SourceClock clock;
    private final Backlog backlog;

    /** Changed by the task thread. */
    private final Map<String, StreamGroupSplit> held = new ConcurrentHashMap<>();

    /** Written by the fetcher thread. */
    private volatile long fetchLagMillis = UNDEFINED;

    /** Written by the task thread. */
    private volatile long completeUntilMillis = Long.MIN_VALUE;

    SourceMetrics(
            SourceReaderMetricGroup group,
            ReadOptions options,
            ReadBudget budget,
            SourceClock clock,
            long clockDifferenceMillis,
            Supplier<SessionLoad> session) {
        this.clock = clock;
        this.recordsIn = group.getIOMetricGroup().getNumRecordsInCounter();
        this.bytesIn = group.getIOMetricGroup().getNumBytesInCounter();
        this.errors = group.getNumRecordsInErrorsCounter();
        this.backlog = new Backlog(options, clock);
        group.setPendingRecordsGauge(backlog::pendingRecords);
        group.gauge(MetricNames.CURRENT_FETCH_EVENT_TIME_LAG, (Gauge<Long>) () -> fetchLagMillis);
        MetricGroup own = group.addGroup("scyllaCdc");
        this.batches = own.counter("batches");
        this.windowsRead = own.counter("windowsRead");
        this.emptyReads = own.counter("emptyReads");
        this.horizonWaits = own.counter("horizonWaits");
        this.lateBatches = own.counter("lateBatches");
        this.lateRows = own.counter("lateRows");
        this.lateSweepsCut = own.counter("lateSweepsCut");
        this.dataLossGaps = own.counter("dataLossGaps");
        this.dataLossMillis = own.counter("dataLossMillis");
        this.expiredBacklogMillis = own.counter("expiredBacklogMillis");
        own.gauge("currentLagMillis", (Gauge<Long>) this::currentLagMillis);
        own.gauge("requestsInFlight", (Gauge<Integer>) budget::requestsInFlight);
        own.gauge("bufferedBytes", (Gauge<Long>) budget::bytesBuffered);
        own.gauge("assignedSplits", (Gauge<Integer>) held::size);
        own.gauge("assignedStreams", (Gauge<Integer>) this::assignedStreams);
        own.gauge("currentGenerationMillis", (Gauge<Long>) this::currentGenerationMillis);
        own.gauge(
                "clockDifferenceMillis",
                (Gauge<Long>) () -> clockDifferenceMillis(session.get(), clockDifferenceMillis));
        own.gauge(
                "sessionRequestsInFlight", (Gauge<Integer>) () -> session.get().requestsInFlight());
        own.gauge("sessionRequestsWaiting", (Gauge<Integer>) () -> session.get().requestsWaiting());
        own.gauge("sessionRetries", (Gauge<Long>) () -> session.get().retries());
    }

    /** Flink has counted one record for the batch. */
    void batchEmitted(int changes) {
        batches.inc();
        recordsIn.inc(changes - 1L);
    }

    /** As {@link #batchEmitted}, of a batch that came behind the reader. */
    void lateBatchEmitted(int changes) {
        batchEmitted(changes);
        lateBatches.inc();
        lateRows.inc(changes);
    }

    /**
     * A sweep did not reach as far back as it should.
     *
     * @return whether it is the first one
     */
    boolean lateSweepCut() {
        lateSweepsCut.inc();
        return lateSweepsCut.getCount() == 1;
    }

    void bytesRead(long bytes) {
        bytesIn.inc(bytes);
    }

    /** A page came, its last batch so long after its time. */
    void fetched(long lagMillis) {
        fetchLagMillis = lagMillis;
    }

    /** Something could not be read or understood, so that the job fails. */
    void failed() {
        errors.inc();
    }

    Backlog backlog() {
        return backlog;
    }

    void splitAdded(StreamGroupSplit split) {
        held.put(split.splitId(), split);
    }

    void splitGone(String splitId) {
        held.remove(splitId);
    }

    private static long clockDifferenceMillis(SessionLoad session, long atStart) {
        @Nullable Duration ofServer = session.clockDifference();
        return ofServer == null ? atStart : -ofServer.toMillis();
    }

    private int assignedStreams() {
        return held.values().stream().mapToInt(split -> split.streams().size()).sum();
    }

    /** Of the oldest split; 0 without any. */
    private long currentGenerationMillis() {
        return held.values().stream()
                .mapToLong(split -> split.generation().toEpochMilli())
                .min()
                .orElse(0);
    }

    /** Flink has counted a record for an element that holds none. */
    void markEmitted() {
        recordsIn.dec();
    }

    void windowRead() {
        windowsRead.inc();
    }

    /** A query brought no change. */
    void emptyRead() {
        emptyReads.inc();
    }

    void horizonReached() {
        horizonWaits.inc();
    }

    /** Changes of so much time, of one split, were gone before they could be read. */
    void lost(long millis) {
        dataLossGaps.inc();
        dataLossMillis.inc(millis);
    }

    /** So much of what the log held when the job began expired before it could be read. */
    void backlogExpired(long millis) {
        expiredBacklogMillis.inc(millis);
    }

    /** The least position of all splits that are read. */
    void completeUntil(long millis) {
        completeUntilMillis = millis;
    }

    /** There is no split left that could lag behind. */
    void nothingToRead() {
        completeUntilMillis = Long.MIN_VALUE;
    }

    long currentLagMillis() {
        long until = completeUntilMillis;
        return until == Long.MIN_VALUE ? 0 : Math.max(0, clock.millis() - until);
    }
}
