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
import org.scyllaflink.connector.model.StreamId;

/** What it takes to read streams in which nothing is written. */
class IdlePollingTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int SPLITS = 16;
    private static final int STREAMS_A_SPLIT = 16;

    private final ManualClock clock = new ManualClock(START);
    private final FakeCluster cluster = new FakeCluster(clock, 100);
    private final ReadOptions options = ReadOptions.defaults();
    private final ReaderMailbox mailbox = new ReaderMailbox();

    /** Each round of the reader asks for the time once. */
    private final AtomicInteger rounds = new AtomicInteger();

    private final CdcSplitReader reader = reader();

    @BeforeEach
    void catchUp() throws IOException {
        cluster.announce(START, START, Changes.streams(0, SPLITS, STREAMS_A_SPLIT));
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
        int readsBefore = cluster.reads();
        int windows = 300;
        Instant end = clock.instant().plus(options.minWindow().multipliedBy(windows));
        while (clock.instant().isBefore(end)) {
            int reads = cluster.reads();
            long waitMillis = reader.readOn(elements());
            if (cluster.reads() == reads) {
                clock.advance(Duration.ofMillis(waitMillis));
            }
            assertThat(rounds).as("rounds until " + clock.instant()).hasValueLessThan(10 * windows);
        }

        int streams = SPLITS * STREAMS_A_SPLIT;
        assertThat(cluster.reads() - readsBefore)
                .isBetween((windows - 1) * streams, windows * streams);
        int turnsOfRequests = streams / options.requestsInFlight();
        assertThat(rounds.get()).isLessThanOrEqualTo(windows * (turnsOfRequests + 2));
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
        int streams = SPLITS * STREAMS_A_SPLIT;
        while (cluster.reads() - readsBefore < streams || cluster.pendingReads() > 0) {
            cluster.answerAll();
            Thread.onSpinWait();
        }
        done.set(true);
        reader.wakeUp();
        fetcher.join();
        assertThat(rounds).hasValueLessThan(streams);
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
                        new TableLogs(cluster),
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
