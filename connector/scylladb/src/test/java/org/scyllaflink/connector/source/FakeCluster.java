/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.CdcConnection;
import org.scyllaflink.connector.cql.CdcLog;
import org.scyllaflink.connector.cql.CdcOptions;
import org.scyllaflink.connector.cql.CdcTable;
import org.scyllaflink.connector.cql.GenerationCatalog;
import org.scyllaflink.connector.cql.LogPage;
import org.scyllaflink.connector.cql.LogRange;
import org.scyllaflink.connector.cql.RangeStreams;
import org.scyllaflink.connector.cql.TimesPage;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;

/**
 * A cluster of one table, in memory. Generations show once they are announced and batches once they
 * are visible, both by the clock it is given. Complains of reads beyond the end of a generation.
 */
final class FakeCluster implements CdcConnection, CdcCluster, GenerationCatalog, CdcLog {

    private static final long serialVersionUID = 1L;

    private final ManualClock clock;
    private final int pageSize;
    private final NavigableMap<Instant, FakeGeneration> generations = new TreeMap<>();
    private final Map<StreamId, NavigableMap<CdcTime, VisibleBatch>> log =
            new ConcurrentHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final transient Queue<Runnable> pending = new ConcurrentLinkedQueue<>();
    private volatile boolean answersAtOnce = true;
    private volatile boolean metadataIsDown;
    private volatile boolean streamsAreDown;
    private volatile boolean logIsDown;
    private volatile Duration logTtl;
    private volatile int reads;
    private volatile int timesReads;

    FakeCluster(ManualClock clock, int pageSize) {
        this.clock = clock;
        this.pageSize = pageSize;
    }

    private record FakeGeneration(Instant announced, List<StreamId> streams) {}

    private record VisibleBatch(ChangeBatch batch, Instant visible) {}

    void announce(Instant start, Instant announced, List<StreamId> streams) {
        generations.put(start, new FakeGeneration(announced, streams));
    }

    void write(ChangeBatch batch, Instant visible) {
        log.computeIfAbsent(batch.stream(), stream -> new TreeMap<>())
                .put(batch.time(), new VisibleBatch(batch, visible));
    }

    List<StreamId> streamsAt(Instant time) {
        return generations.floorEntry(time).getValue().streams();
    }

    Instant generationAt(Instant time) {
        return generations.floorKey(time);
    }

    void answerAtOnce(boolean atOnce) {
        answersAtOnce = atOnce;
    }

    /** Answers some of the reads that wait, in any order. */
    void answerSome(Random random) {
        List<Runnable> waiting = new ArrayList<>();
        for (Runnable next = pending.poll(); next != null; next = pending.poll()) {
            waiting.add(next);
        }
        for (Runnable answer : waiting) {
            if (random.nextInt(3) > 0) {
                answer.run();
            } else {
                pending.add(answer);
            }
        }
    }

    /** Answers the reads that wait. */
    void answerAll() {
        for (Runnable next = pending.poll(); next != null; next = pending.poll()) {
            next.run();
        }
    }

    int pendingReads() {
        return pending.size();
    }

    int reads() {
        return reads;
    }

    /** How often no more than the times of a range were asked for. */
    int timesReads() {
        return timesReads;
    }

    void metadataDown(boolean down) {
        metadataIsDown = down;
    }

    void streamsDown(boolean down) {
        streamsAreDown = down;
    }

    void logDown(boolean down) {
        logIsDown = down;
    }

    void logTtl(Duration ttl) {
        logTtl = ttl;
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    private synchronized void complain(String complaint) {
        complaints.add(complaint);
    }

    @Override
    public CdcCluster connect() {
        return this;
    }

    @Override
    public CdcTable table(TableName name) {
        CdcOptions options =
                new CdcOptions(
                        true,
                        CdcOptions.Preimage.NONE,
                        false,
                        CdcOptions.Delta.FULL,
                        logTtl == null ? Duration.ZERO : logTtl);
        return new CdcTable(Changes.SCHEMA, options);
    }

    @Override
    public List<TableName> tables() {
        return List.of(Changes.TABLE);
    }

    @Override
    public GenerationCatalog generations(TableName name) {
        return this;
    }

    @Override
    public CdcLog log(CdcTable table) {
        return this;
    }

    @Override
    public Instant serverTime() throws IOException {
        failIf(metadataIsDown, "server time");
        return clock.instant();
    }

    @Override
    public List<Instant> starts() throws IOException {
        failIf(metadataIsDown, "generations");
        return generations.keySet().stream().filter(this::isAnnounced).toList();
    }

    private boolean isAnnounced(Instant start) {
        return !generations.get(start).announced().isAfter(clock.instant());
    }

    @Override
    public List<RangeStreams> streams(Instant start) throws IOException {
        failIf(metadataIsDown || streamsAreDown, "streams of " + start);
        return Changes.ranges(generations.get(start).streams());
    }

    private static void failIf(boolean down, String what) throws IOException {
        if (down) {
            throw new IOException(what + ": no node answers");
        }
    }

    @Override
    public CompletionStage<LogPage> read(LogRange range) {
        reads = reads + 1;
        Instant end = generations.higherKey(range.generationStart());
        if (end != null && range.to().micros() > end.toEpochMilli() * 1000) {
            complain(range + " goes beyond " + end);
        }
        if (logIsDown) {
            return CompletableFuture.failedFuture(new IOException("no node answers"));
        }
        return answer(() -> new FakePage(find(range), 0));
    }

    @Override
    public CompletionStage<TimesPage> readTimes(LogRange range) {
        timesReads = timesReads + 1;
        if (logIsDown) {
            return CompletableFuture.failedFuture(new IOException("no node answers"));
        }
        return answer(() -> new FakeTimesPage(find(range), 0));
    }

    private List<ChangeBatch> find(LogRange range) {
        NavigableMap<CdcTime, VisibleBatch> stream = log.get(range.stream());
        return stream == null
                ? List.of()
                : stream.subMap(range.from(), true, range.to(), false).values().stream()
                        .filter(visible -> !visible.visible().isAfter(clock.instant()))
                        .map(VisibleBatch::batch)
                        .toList();
    }

    private <P> CompletionStage<P> answer(Supplier<P> page) {
        if (answersAtOnce) {
            return CompletableFuture.completedFuture(page.get());
        }
        CompletableFuture<P> answer = new CompletableFuture<>();
        pending.add(() -> answer.complete(page.get()));
        return answer;
    }

    @Override
    public void close() {}

    private final class FakePage implements LogPage {

        private final List<ChangeBatch> all;
        private final int from;
        private final int to;

        private FakePage(List<ChangeBatch> all, int from) {
            this.all = all;
            this.from = from;
            this.to = Math.min(from + pageSize, all.size());
        }

        @Override
        public List<ChangeBatch> batches() {
            return all.subList(from, to);
        }

        @Override
        public long bytes() {
            return 100L * (to - from);
        }

        @Override
        public boolean isLast() {
            return to == all.size();
        }

        @Override
        public CompletionStage<LogPage> next() {
            return answer(() -> new FakePage(all, to));
        }
    }

    private final class FakeTimesPage implements TimesPage {

        private final List<ChangeBatch> all;
        private final int from;
        private final int to;

        private FakeTimesPage(List<ChangeBatch> all, int from) {
            this.all = all;
            this.from = from;
            this.to = Math.min(from + pageSize, all.size());
        }

        @Override
        public List<CdcTime> times() {
            return all.subList(from, to).stream().map(ChangeBatch::time).toList();
        }

        @Override
        public long bytes() {
            return 16L * (to - from);
        }

        @Override
        public boolean isLast() {
            return to == all.size();
        }

        @Override
        public CompletionStage<TimesPage> next() {
            return answer(() -> new FakeTimesPage(all, to));
        }
    }
}
