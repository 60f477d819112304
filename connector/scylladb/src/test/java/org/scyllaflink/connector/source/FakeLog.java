/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.CdcLog;
import org.scyllaflink.connector.cql.LogPage;
import org.scyllaflink.connector.cql.LogRange;
import org.scyllaflink.connector.cql.TimesPage;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;

/** A log whose batches show once they are visible, and are gone once they have expired. */
final class FakeLog implements CdcLog {

    private final FakeCluster cluster;
    private final FakeGenerations generations;
    private final Map<StreamId, NavigableMap<CdcTime, VisibleBatch>> streams =
            new ConcurrentHashMap<>();

    FakeLog(FakeCluster cluster, FakeGenerations generations) {
        this.cluster = cluster;
        this.generations = generations;
    }

    private record VisibleBatch(ChangeBatch batch, Instant visible) {}

    void write(ChangeBatch batch, Instant visible) {
        streams.computeIfAbsent(batch.stream(), stream -> new ConcurrentSkipListMap<>())
                .put(batch.time(), new VisibleBatch(batch, visible));
    }

    @Override
    public CompletionStage<LogPage> read(LogRange range) {
        cluster.countRead();
        @Nullable Instant end = generations.announcedEndOf(range.generationStart());
        if (end != null && range.to().micros() > end.toEpochMilli() * 1000) {
            cluster.complain(range + " goes beyond " + end);
        }
        if (cluster.logIsDown()) {
            return CompletableFuture.failedFuture(new IOException("no node answers"));
        }
        return cluster.holdsBack(range)
                ? cluster.answerLater(() -> new FakePage(find(range), 0))
                : cluster.answer(() -> new FakePage(find(range), 0));
    }

    @Override
    public CompletionStage<TimesPage> readTimes(LogRange range) {
        cluster.countTimesRead();
        if (cluster.logIsDown()) {
            return CompletableFuture.failedFuture(new IOException("no node answers"));
        }
        return cluster.answer(() -> new FakeTimesPage(find(range), 0));
    }

    private List<ChangeBatch> find(LogRange range) {
        NavigableMap<CdcTime, VisibleBatch> stream = streams.get(range.stream());
        return stream == null
                ? List.of()
                : stream.subMap(range.from(), true, range.to(), false).values().stream()
                        .filter(visible -> !visible.visible().isAfter(cluster.now()))
                        .map(VisibleBatch::batch)
                        .filter(batch -> !cluster.hasExpired(batch))
                        .toList();
    }

    private final class FakePage implements LogPage {

        private final List<ChangeBatch> all;
        private final int from;
        private final int to;

        private FakePage(List<ChangeBatch> all, int from) {
            this.all = all;
            this.from = from;
            this.to = Math.min(from + cluster.pageSize(), all.size());
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
            return cluster.answer(() -> new FakePage(all, to));
        }
    }

    private final class FakeTimesPage implements TimesPage {

        private final List<ChangeBatch> all;
        private final int from;
        private final int to;

        private FakeTimesPage(List<ChangeBatch> all, int from) {
            this.all = all;
            this.from = from;
            this.to = Math.min(from + cluster.pageSize(), all.size());
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
            return cluster.answer(() -> new FakeTimesPage(all, to));
        }
    }
}
