/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.cql.ColumnSelection;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;

/** What it takes to read streams in which nothing is written. */
class IdlePollingTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SPLITS = 16;
    private static final int STREAMS_A_SPLIT = 16;
    private static final int STREAMS = SPLITS * STREAMS_A_SPLIT;

    private final ManualClock clock = new ManualClock(START);
    private final FakeCluster cluster = new FakeCluster(clock, 100);
    private ReadOptions options = ReadOptions.defaults();
    private final ReaderMailbox mailbox = new ReaderMailbox();

    /** Each round of the reader asks for the time once. */
    private final AtomicInteger rounds = new AtomicInteger();

    private CdcSplitReader reader;

    @BeforeEach
    void catchUp() throws IOException {
        cluster.announce(START, START, Changes.streams(0, SPLITS, STREAMS_A_SPLIT));
        start();
    }

    private void start() throws IOException {
        reader = reader();
        reader.handleSplitsChanges(new SplitsAddition<>(splits()));
        long start = START.toEpochMilli();
        mailbox.put(Changes.schedule(start, Long.MAX_VALUE));
        clock.advance(options.confidenceWindow().plus(options.minWindow()));
        for (int i = 0; i < 100; i++) {
            reader.readOn(elements());
        }
        rounds.set(0);
    }

    @Test
    void asksEachStreamOnceAWindowAndSleepsInBetween() throws IOException {
        int windows = 300;
        int reads = readsWithin(options.minWindow().multipliedBy(windows));
        assertThat(reads).isBetween((windows - 1) * STREAMS, windows * STREAMS);
        int turnsOfRequests = STREAMS / options.requestsInFlight();
        assertThat(rounds.get()).isLessThanOrEqualTo(windows * (turnsOfRequests + 2));
    }

    @Test
    void asksNoMoreOftenThanTheLatencyTargetWants() throws IOException {
        options = options.withLatencyTarget(Duration.ofSeconds(10));
        start();
        readsWithin(Duration.ofMinutes(1));
        assertThat(readsWithin(Duration.ofMinutes(5))).isBetween(29 * STREAMS, 30 * STREAMS);
    }

    @Test
    void aChangeAfterIdleTimeComesOutWithinTheLatencyTarget() throws IOException {
        options = options.withLatencyTarget(Duration.ofSeconds(10));
        start();
        readsWithin(Duration.ofSeconds(63));
        Instant written = clock.instant();
        StreamId stream = Changes.streams(0, SPLITS, STREAMS_A_SPLIT).get(5);
        CdcTime time = CdcTime.lowest(written.toEpochMilli() * 1_000);
        cluster.write(Changes.batch(stream, START, time, 1, List.of(1)), written);

        for (boolean found = false; !found; ) {
            int reads = cluster.reads();
            FetchedElements fetched = elements();
            long waitMillis = reader.readOn(fetched);
            found = holdsABatch(fetched);
            if (!found && cluster.reads() == reads) {
                clock.advance(Duration.ofMillis(Math.min(10, waitMillis)));
            }
        }

        assertThat(Duration.between(written, clock.instant()))
                .isLessThanOrEqualTo(options.confidenceWindow().plusSeconds(10));
    }

    private static boolean holdsABatch(FetchedElements fetched) {
        while (fetched.nextSplit() != null) {
            for (SplitElement element = fetched.nextRecordFromSplit();
                    element != null;
                    element = fetched.nextRecordFromSplit()) {
                if (element instanceof PositionedBatch) {
                    return true;
                }
            }
        }
        return false;
    }

    private int readsWithin(Duration time) throws IOException {
        int before = cluster.reads();
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            int reads = cluster.reads();
            long waitMillis = reader.readOn(elements());
            if (cluster.reads() == reads) {
                clock.advance(Duration.ofMillis(waitMillis));
            }
            assertThat(rounds).as("rounds until " + clock.instant()).hasValueLessThan(10_000);
        }
        return cluster.reads() - before;
    }

    @Test
    void doesNotWakeForEachAnswer() throws InterruptedException {
        cluster.answerAtOnce(false);
        clock.advance(options.minWindow());
        int readsBefore = cluster.reads();
        AtomicBoolean done = new AtomicBoolean();
        Thread fetcher =
                new Thread(
                        () -> {
                            while (!done.get()) {
                                fetch();
                            }
                        });
        fetcher.start();
        while (cluster.reads() - readsBefore < STREAMS || cluster.pendingReads() > 0) {
            cluster.answerAll();
            Thread.onSpinWait();
        }
        done.set(true);
        reader.wakeUp();
        fetcher.join();
        assertThat(rounds).hasValueLessThan(STREAMS);
    }

    @Test
    void aFetchWithNothingToDoIsOneRound() throws InterruptedException {
        Thread fetcher = new Thread(this::fetch);
        fetcher.start();
        await().until(() -> fetcher.getState() == Thread.State.TIMED_WAITING);
        await().during(Duration.ofMillis(300)).until(() -> rounds.get() == 1);
        reader.wakeUp();
        fetcher.join();
        assertThat(rounds).hasValue(1);
    }

    private CdcSplitReader reader() {
        ReadBudget budget =
                new ReadBudget(
                        options.requestsInFlight(), options.bufferSize().getBytes(), mailbox);
        SourceMetrics metrics = SilentMetrics.of(options, budget, clock);
        return new CdcSplitReader(
                new StreamGroupCursor.Reading(
                        new TableLogs(cluster, ColumnSelection.ALL),
                        options,
                        budget,
                        mailbox,
                        new ExpiryGuard(OnDataLoss.FAIL, metrics, 0),
                        metrics),
                () -> {
                    rounds.incrementAndGet();
                    return clock.millis();
                });
    }

    private static List<StreamGroupSplit> splits() {
        List<StreamGroupSplit> splits = new ArrayList<>();
        for (int i = 0; i < SPLITS; i++) {
            List<StreamId> streams =
                    Changes.streams(0, SPLITS, STREAMS_A_SPLIT)
                            .subList(i * STREAMS_A_SPLIT, (i + 1) * STREAMS_A_SPLIT);
            splits.add(Changes.split(START, i, streams, Position.startOf(START)));
        }
        return splits;
    }

    private static FetchedElements elements() {
        return new FetchedElements(new ReadBudget(1, 1, new ReaderMailbox()));
    }

    private void fetch() {
        try {
            reader.fetch();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
