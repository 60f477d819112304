/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.cql.ColumnSelection;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TokenRange;
import org.scyllaflink.connector.source.SplitElement.WindowEnd;

/** Times here are milliseconds after the start of the generation. */
class CdcSplitReaderTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long CONFIDENCE = 10_000;
    private static final long FAR = 10_000_000;

    private final ManualClock clock = new ManualClock(START);
    private final FakeCluster cluster = new FakeCluster(clock, 2);
    private final List<StreamId> streams = Changes.streams(0, 2, 2);
    private final ReadOptions options = ReadOptions.defaults();
    private final ReaderMailbox mailbox = new ReaderMailbox();
    private ReadBudget budget = new ReadBudget(64, 1 << 20, mailbox);
    private CdcSplitReader reader;

    @BeforeEach
    void announce() {
        cluster.announce(START, START, streams);
        reader = reader();
    }

    @Test
    void opensASplitBeforeAnythingMayBeRead() throws IOException {
        add(split(0));
        assertThat(readOn()).containsExactly("opened");
        assertThat(readOn()).isEmpty();
        assertThat(cluster.reads()).isZero();
    }

    @Test
    void staysBehindTheClockByTheConfidenceWindowAndWaitsForAWholeWindow() throws IOException {
        add(split(0));
        schedule(FAR);
        clock.advance(Duration.ofMillis(CONFIDENCE + 999));
        assertThat(readOn()).containsExactly("opened");
        assertThat(waitMillis()).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(readOn()).containsExactly("end 1000");
        assertThat(waitMillis()).isEqualTo(1_000);
    }

    @Test
    void readsWiderAndWiderWindowsWhileItCatchesUp() throws IOException {
        add(split(0));
        schedule(FAR);
        clock.advance(Duration.ofMillis(CONFIDENCE + 30_000));
        assertThat(readOn())
                .containsExactly("opened", "end 1000", "end 5000", "end 21000", "end 30000");
    }

    @Test
    void handsOnTheBatchesOfEachStreamInOrderAndEndsTheWindowLast() throws IOException {
        for (int i = 0; i < 5; i++) {
            write(0, 100 + i, i);
            write(3, 100 + i, i);
        }
        add(split(0));
        schedule(FAR);
        clock.advance(Duration.ofMillis(CONFIDENCE + 1_000));

        List<String> elements = readOn();

        assertThat(elements).startsWith("opened").endsWith("end 1000").hasSize(12);
        assertThat(elements.stream().filter(element -> element.startsWith("0:")))
                .containsExactly("0:0", "0:1", "0:2", "0:3", "0:4");
        assertThat(elements.stream().filter(element -> element.startsWith("3:")))
                .containsExactly("3:0", "3:1", "3:2", "3:3", "3:4");
    }

    @Test
    void leavesOutWhatWasEmittedBeforeTheCheckpoint() throws IOException {
        CdcTime third = write(0, 102, 2);
        write(0, 101, 1);
        write(0, 103, 3);
        write(1, 101, 1);
        Position position = new Position(START, Map.of(streams.get(0), third));
        add(split(0).withPosition(position));
        schedule(FAR);
        clock.advance(Duration.ofMillis(CONFIDENCE + 1_000));

        assertThat(readOn()).containsExactly("opened", "0:3", "1:1", "end 1000");
    }

    @Test
    void doesNotForgetAStreamThatIsAheadOfAWholeWindow() throws IOException {
        CdcTime ahead = write(0, 1_500, 5);
        write(0, 1_400, 4);
        write(0, 1_600, 6);
        Position position = new Position(START, Map.of(streams.get(0), ahead));
        add(split(0).withPosition(position));
        schedule(FAR);
        clock.advance(Duration.ofMillis(CONFIDENCE + 1_000));
        assertThat(readOn()).containsExactly("opened", "end 1000");

        clock.advance(Duration.ofMillis(1_000));
        assertThat(readOn()).containsExactly("0:6", "end 2000");
    }

    @Test
    void readsUpToTheHorizonAndWaitsThere() throws IOException {
        add(split(0));
        schedule(1_300);
        clock.advance(Duration.ofMillis(CONFIDENCE + 60_000));
        assertThat(readOn()).containsExactly("opened", "end 1000", "end 1300");
        int reads = cluster.reads();
        assertThat(waitMillis()).isEqualTo(10_000);
        assertThat(cluster.reads()).isEqualTo(reads);

        schedule(2_000);
        assertThat(readOn()).containsExactly("end 2000");
    }

    @Test
    void waitsAtTheHorizonNoMoreOnceItIsFinished() throws IOException {
        Position position = Position.startOf(START.plusMillis(1_000));
        StreamGroupCursor cursor =
                new StreamGroupCursor(split(0).withPosition(position), reading());
        FetchedElements fetched = new FetchedElements(budget);

        cursor.follow(schedule(0, 1_000));
        cursor.advance(clock.millis(), fetched);
        assertThat(cursor.waitsAtHorizon()).isTrue();

        cursor.follow(schedule(0, FAR, 700L));
        cursor.advance(clock.millis(), fetched);
        cursor.advance(clock.millis(), fetched);
        assertThat(cursor.waitsAtHorizon()).isFalse();
    }

    @Test
    void waitsForItsGenerationToBeTheCurrentOne() throws IOException {
        cluster.announce(START.plusMillis(5_000), START, Changes.streams(1, 2, 2));
        add(split(0), split(5_000));
        clock.advance(Duration.ofMillis(CONFIDENCE + 7_000));
        mailbox.put(schedule(0, FAR, 5_000L));
        assertThat(readOn())
                .containsExactlyInAnyOrder("opened", "opened", "end 1000", "last end 5000");

        mailbox.put(schedule(5_000, FAR));
        assertThat(readOn()).containsExactlyInAnyOrder("closed", "end 6000", "end 7000");
    }

    @Test
    void endsAtOnceWhereTheEndIsLearntTooLate() throws IOException {
        add(split(0));
        schedule(FAR);
        clock.advance(Duration.ofMillis(CONFIDENCE + 1_000));
        assertThat(readOn()).containsExactly("opened", "end 1000");

        mailbox.put(schedule(0, FAR, 700L));
        assertThat(readOn()).containsExactly("last end 1000");
    }

    @Test
    void aFinishedSplitStaysUntilItsSuccessorsTakeOver() throws IOException {
        add(split(0));
        mailbox.put(schedule(0, FAR, 1_000L));
        clock.advance(Duration.ofMillis(CONFIDENCE + 5_000));
        assertThat(readOn()).containsExactly("opened", "last end 1000");

        FetchedElements none = new FetchedElements(budget);
        reader.readOn(none);
        assertThat(none.finishedSplits()).isEmpty();

        mailbox.put(schedule(1_000, FAR));
        FetchedElements closed = new FetchedElements(budget);
        reader.readOn(closed);
        assertThat(closed.finishedSplits()).containsExactly(split(0).splitId());
    }

    @Test
    void asksForNoMoreThanItMayAtATime() throws IOException {
        budget = new ReadBudget(3, 1 << 20, mailbox);
        reader = reader();
        cluster.answerAtOnce(false);
        add(split(0));
        schedule(FAR);
        clock.advance(Duration.ofMillis(CONFIDENCE + 1_000));
        readOn();
        assertThat(cluster.pendingReads()).isEqualTo(3);
        assertThat(budget.requestsInFlight()).isEqualTo(3);
    }

    @Test
    void asksForNothingWhileTooManyBytesWaitToBeEmitted() throws IOException {
        for (int i = 0; i < 6; i++) {
            write(0, 100 + i, i);
        }
        budget = new ReadBudget(1, MemorySize.parse("300b").getBytes(), mailbox);
        reader = reader();
        add(split(0));
        schedule(FAR);
        clock.advance(Duration.ofMillis(CONFIDENCE + 1_000));

        FetchedElements fetched = fetchWithoutEmitting();
        assertThat(cluster.reads()).isEqualTo(1);
        assertThat(budget.bytesBuffered()).isEqualTo(400);

        fetched.recycle();
        assertThat(budget.bytesBuffered()).isZero();
        assertThat(readOn()).containsExactly("0:4", "0:5", "end 1000");
    }

    @Test
    void readsOnAtOnceWhenWhatFilledTheBufferIsEmitted() throws Exception {
        for (int i = 0; i < 6; i++) {
            write(0, 100 + i, i);
        }
        budget = new ReadBudget(1, MemorySize.parse("300b").getBytes(), mailbox);
        reader = reader();
        add(split(0));
        schedule(FAR);
        clock.advance(Duration.ofMillis(CONFIDENCE + 1_000));
        FetchedElements full = fetchWithoutEmitting();
        CompletableFuture<RecordsWithSplitIds<SplitElement>> fetched = new CompletableFuture<>();
        Thread fetcher = new Thread(() -> fetched.complete(fetch()));
        fetcher.start();
        await().until(() -> fetcher.getState() == Thread.State.TIMED_WAITING);

        full.recycle();

        assertThat(fetched.get(2, TimeUnit.SECONDS).nextSplit()).isEqualTo(split(0).splitId());
    }

    @Test
    void readsNothingOfAPausedSplitUntilItIsResumed() throws IOException {
        add(split(0));
        schedule(FAR);
        reader.pauseOrResumeSplits(List.of(split(0)), List.of());
        clock.advance(Duration.ofMillis(CONFIDENCE + 1_000));
        assertThat(readOn()).containsExactly("opened");
        assertThat(cluster.reads()).isZero();

        reader.pauseOrResumeSplits(List.of(), List.of(split(0)));
        assertThat(readOn()).containsExactly("end 1000");
    }

    @Test
    void aWakeUpEndsTheFetchThatWaits() throws Exception {
        add(split(0));
        assertThat(readOn()).containsExactly("opened");
        CompletableFuture<RecordsWithSplitIds<SplitElement>> fetch =
                CompletableFuture.supplyAsync(this::fetch);

        reader.wakeUp();

        assertThat(fetch.get(5, TimeUnit.SECONDS).nextSplit()).isNull();
    }

    @Test
    void aWakeUpBeforeTheFetchEndsIt() throws Exception {
        add(split(0));
        assertThat(readOn()).containsExactly("opened");

        reader.wakeUp();

        assertThat(CompletableFuture.supplyAsync(this::fetch).get(5, TimeUnit.SECONDS).nextSplit())
                .isNull();
    }

    @Test
    void anAnswerEndsTheWait() throws Exception {
        cluster.answerAtOnce(false);
        write(0, 100, 1);
        add(split(0));
        schedule(FAR);
        clock.advance(Duration.ofMillis(CONFIDENCE + 1_000));
        assertThat(readOn()).containsExactly("opened");
        CompletableFuture<RecordsWithSplitIds<SplitElement>> fetch =
                CompletableFuture.supplyAsync(this::fetch);

        cluster.answerAll();

        assertThat(fetch.get(5, TimeUnit.SECONDS).nextSplit()).isEqualTo(split(0).splitId());
    }

    @Test
    void namesWhatCouldNotBeRead() {
        cluster.logDown(true);
        add(split(0));
        schedule(FAR);
        clock.advance(Duration.ofMillis(CONFIDENCE + 1_000));
        assertThatThrownBy(this::readOn)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "split 0 of generation 2026-01-01T00:00:00Z of shop.orders (4 streams,"
                                + " complete until 2026-01-01T00:00:00Z): cannot read stream "
                                + streams.get(0)
                                + " from 2026-01-01T00:00:00Z to 2026-01-01T00:00:01Z")
                .hasRootCauseMessage("no node answers");
    }

    private CdcSplitReader reader() {
        return new CdcSplitReader(reading(), clock);
    }

    private StreamGroupCursor.Reading reading() {
        SourceMetrics metrics = SilentMetrics.of(options, budget, clock);
        return new StreamGroupCursor.Reading(
                new TableLogs(cluster, ColumnSelection.ALL),
                options,
                budget,
                mailbox,
                new ExpiryGuard(OnDataLoss.FAIL, metrics, 0),
                metrics);
    }

    private StreamGroupSplit split(long generation) {
        Instant start = START.plusMillis(generation);
        return new StreamGroupSplit(
                Changes.TABLE, start, 0, TokenRange.ring(), streams, Position.startOf(start));
    }

    private void add(StreamGroupSplit... splits) {
        reader.handleSplitsChanges(new SplitsAddition<>(List.of(splits)));
    }

    private void schedule(long horizon) {
        mailbox.put(schedule(0, horizon));
    }

    private static ReadingSchedule schedule(long current, long horizon, Long... switches) {
        long start = START.toEpochMilli();
        List<Long> times = new ArrayList<>();
        for (long time : switches) {
            times.add(start + time);
        }
        return new ReadingSchedule(
                start + horizon,
                Map.of(
                        Changes.TABLE,
                        new TableSchedule(start + current, times, false, Set.of(), null)),
                true,
                false);
    }

    private CdcTime write(int stream, long millis, int number) {
        CdcTime time = CdcTime.lowest((START.toEpochMilli() + millis) * 1000);
        cluster.write(
                Changes.batch(streams.get(stream), START, time, stream, List.of(number)), START);
        return time;
    }

    private RecordsWithSplitIds<SplitElement> fetch() {
        try {
            return reader.fetch();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private long waitMillis() throws IOException {
        return reader.readOn(new FetchedElements(budget));
    }

    private FetchedElements fetchWithoutEmitting() throws IOException {
        FetchedElements fetched = new FetchedElements(budget);
        for (int i = 0; i < 20; i++) {
            reader.readOn(fetched);
        }
        return fetched;
    }

    /** All elements that come without moving the clock, as text. */
    private List<String> readOn() throws IOException {
        FetchedElements fetched = fetchWithoutEmitting();
        List<String> texts = new ArrayList<>();
        while (fetched.nextSplit() != null) {
            for (SplitElement element = fetched.nextRecordFromSplit();
                    element != null;
                    element = fetched.nextRecordFromSplit()) {
                texts.add(text(element));
            }
        }
        fetched.recycle();
        return texts;
    }

    private static String text(SplitElement element) {
        if (element instanceof PositionedBatch batch) {
            return batch.stream() + ":" + Changes.number(batch.batch().changes().get(0));
        }
        if (element instanceof WindowEnd end) {
            return (end.last() ? "last end " : "end ") + (end.endMillis() - START.toEpochMilli());
        }
        return element instanceof SplitElement.Opened ? "opened" : "closed";
    }
}
