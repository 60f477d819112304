/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.cql.ColumnSelection;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TokenRange;

/** Times here are milliseconds after the start. */
class LateSweeperTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long CONFIDENCE = 10_000;
    private static final long INTERVAL = 60_000;
    private static final long DEPTH = 120_000;

    private final ManualClock clock = new ManualClock(START);
    private final FakeCluster cluster = new FakeCluster(clock, 2);
    private final List<StreamId> streams = Changes.streams(0, 2, 1);
    private final ReaderMailbox mailbox = new ReaderMailbox();
    private final ReadBudget budget = new ReadBudget(1, 1 << 20, mailbox);
    private final ReadOptions options =
            ReadOptions.defaults().withLateSweep(LateSweep.EVERY_MINUTE);
    private final SourceMetrics metrics = SilentMetrics.of(options, budget, clock);
    private final LateSweeper sweeper = sweeper();

    @BeforeEach
    void announce() {
        cluster.announce(START, START, streams);
    }

    @Test
    void findsNothingWhereAllIsOut() throws IOException {
        sweeper.handedOn(0, write(0, 1_000, 1));
        sweeper.handedOn(1, write(1, 1_000, 2));
        assertThat(sweepAt(INTERVAL)).isEmpty();
        assertThat(cluster.timesReads()).isEqualTo(2);
        assertThat(cluster.reads()).isZero();
    }

    @Test
    void findsWhatCameBehindOnce() throws IOException {
        sweeper.handedOn(0, write(0, 1_000, 1));
        sweeper.handedOn(0, write(0, 1_002, 2));
        write(0, 1_001, 3);
        write(0, 1_002, 4);
        assertThat(sweepAt(INTERVAL)).containsExactly(3, 4);
        assertThat(sweepAt(2 * INTERVAL)).isEmpty();
    }

    @Test
    void findsAllOverManyPagesAndStreams() throws IOException {
        List<Integer> late = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            CdcTime time = write(i % 2, 1_000 + i, i);
            if (i % 5 == 0) {
                sweeper.handedOn(i % 2, time);
            } else {
                late.add(i);
            }
        }
        assertThat(sweepAt(INTERVAL)).containsExactlyInAnyOrderElementsOf(late);
    }

    @Test
    void doesNotLookAtWhatIsNotRead() throws IOException {
        write(0, INTERVAL - CONFIDENCE, 1);
        assertThat(sweepAt(INTERVAL)).isEmpty();
    }

    @Test
    void doesNotLookFurtherBackThanItsDepth() throws IOException {
        assertThat(sweepAt(3 * INTERVAL)).isEmpty();
        long now = 4 * INTERVAL;
        write(0, now - CONFIDENCE - DEPTH - 1, 1);
        write(0, now - CONFIDENCE - DEPTH, 2);
        assertThat(sweepAt(now)).containsExactly(2);
    }

    @Test
    void looksFurtherBackIfTheLastSweepIsLongAgo() throws IOException {
        assertThat(sweepAt(3 * INTERVAL)).isEmpty();
        long last = 3 * INTERVAL;
        write(0, last + INTERVAL - CONFIDENCE - DEPTH - 1, 1);
        write(0, last + INTERVAL - CONFIDENCE - DEPTH, 2);
        assertThat(sweepAt(20 * INTERVAL)).containsExactly(2);
    }

    @Test
    void goesBeforeReadingOnlyIfTheLastSweepIsLongAgo() throws IOException {
        advance(millis(0), millis(0));
        assertThat(sweeper.goesFirst(millis(INTERVAL))).isFalse();
        assertThat(sweeper.goesFirst(millis(2 * INTERVAL))).isTrue();

        advance(millis(1), millis(2 * INTERVAL));
        assertThat(sweeper.goesFirst(millis(2 * INTERVAL))).as("while it sweeps").isTrue();
        take();
        advance(millis(1), millis(2 * INTERVAL));
        take();
        assertThat(sweeper.goesFirst(millis(2 * INTERVAL))).as("when it is done").isFalse();
    }

    @Test
    void findsWhatComesBetweenItsTwoReads() throws IOException {
        sweeper.handedOn(0, write(0, 1_000, 1));
        write(0, 1_001, 2);
        cluster.answerAtOnce(false);
        clock.advance(Duration.ofMillis(INTERVAL));
        long until = millis(INTERVAL - CONFIDENCE);
        advance(until - INTERVAL, clock.millis());
        clock.advance(Duration.ofMillis(INTERVAL));
        advance(until, clock.millis());
        cluster.answerAll();
        List<Integer> found = new ArrayList<>();
        for (int answer = 0; answer < 3; answer++) {
            found.addAll(take());
            write(0, 1_001, 3);
            advance(until, clock.millis());
            cluster.answerAll();
        }
        assertThat(found).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void countsSweepsThatDoNotReachAsFarBackAsTheyShould() throws IOException {
        for (int i = 0; i <= EmittedBatches.MOST; i++) {
            CdcTime lowest = CdcTime.lowest(millis(i) * 1000);
            sweeper.handedOn(0, new CdcTime(lowest.mostSignificant(), i));
        }
        write(0, EmittedBatches.MOST / 8, 1);
        write(0, EmittedBatches.MOST, 2);
        assertThat(sweepAt(INTERVAL)).as("what is still remembered").containsExactly(2);
        assertThat(metrics.lateSweepCut()).as("for the first time").isFalse();
    }

    @Test
    void waitsForItsTurn() throws IOException {
        assertThat(advance(millis(0), millis(5))).isEqualTo(millis(5 + INTERVAL));
        assertThat(advance(millis(0), millis(9))).isEqualTo(millis(5 + INTERVAL));
        assertThat(cluster.timesReads()).isZero();
    }

    @Test
    void asksForNoMoreThanTheBudgetAllows() throws IOException {
        budget.tryRequest();
        advance(millis(0), millis(0));
        assertThat(advance(millis(1), millis(INTERVAL))).isEqualTo(StreamGroupCursor.UNTIL_TOLD);
        assertThat(cluster.timesReads()).isZero();

        budget.answered(0);
        advance(millis(1), millis(INTERVAL));
        assertThat(cluster.timesReads()).isEqualTo(1);
    }

    @Test
    void sweepsOnceMoreBeforeItGoes() throws IOException {
        write(1, 1_000, 7);
        clock.advance(Duration.ofMillis(CONFIDENCE + 2_000));
        List<Integer> found = new ArrayList<>();
        while (!sweeper.finish(millis(2_000), clock.millis(), new FetchedElements(budget))) {
            found.addAll(take());
        }
        assertThat(found).containsExactly(7);
    }

    @Test
    void goesAfterOneLastSweepHoweverLongThatTakes() throws IOException {
        int answers = 0;
        for (long now = INTERVAL;
                !sweeper.finish(millis(2_000), millis(now), new FetchedElements(budget));
                now += 2 * INTERVAL) {
            take();
            answers++;
            advance(millis(2_000), millis(now + 2 * INTERVAL));
        }
        assertThat(answers).isEqualTo(streams.size());
    }

    @Test
    void letsReadingGoOnInBetweenIfSweepsTakeLongerThanTheirInterval() throws IOException {
        long until = millis(2 * INTERVAL - CONFIDENCE);
        advance(millis(0), millis(0));
        advance(until, millis(2 * INTERVAL));
        assertThat(sweeper.goesFirst(millis(2 * INTERVAL))).isTrue();
        take();
        advance(until, millis(4 * INTERVAL));
        take();

        advance(until, millis(5 * INTERVAL));
        assertThat(sweeper.goesFirst(millis(5 * INTERVAL))).as("nothing new is read").isFalse();

        advance(until + 1, millis(5 * INTERVAL));
        assertThat(sweeper.goesFirst(millis(5 * INTERVAL))).as("a window was read").isTrue();
    }

    @Test
    void namesTheStreamThatCannotBeRead() {
        cluster.logDown(true);
        assertThatThrownBy(() -> sweepAt(INTERVAL))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("cannot look for late changes in stream " + streams.get(0))
                .hasRootCauseMessage("no node answers");
    }

    private LateSweeper sweeper() {
        return new LateSweeper(
                new StreamGroupSplit(
                        Changes.TABLE,
                        START,
                        0,
                        TokenRange.ring(),
                        streams,
                        Position.startOf(START)),
                new StreamGroupCursor.Reading(
                        new TableLogs(cluster, ColumnSelection.ALL),
                        options,
                        budget,
                        mailbox,
                        new ExpiryGuard(OnDataLoss.FAIL, metrics, 0),
                        metrics));
    }

    private long advance(long completeUntilMillis, long nowMillis) throws IOException {
        return sweeper.advance(completeUntilMillis, nowMillis, new FetchedElements(budget));
    }

    /** Lets the clock go to a time, and sweeps what can be complete then. */
    private List<Integer> sweepAt(long millis) throws IOException {
        long now = millis(millis);
        advance(millis(0), clock.millis());
        clock.advance(Duration.ofMillis(now - clock.millis()));
        List<Integer> found = new ArrayList<>();
        while (advance(now - CONFIDENCE, now) == StreamGroupCursor.UNTIL_TOLD) {
            found.addAll(take());
        }
        return found;
    }

    private List<Integer> take() throws IOException {
        FetchedElements out = new FetchedElements(budget);
        sweeper.accept((SweepAnswer) mailbox.pollArrival(), out);
        List<Integer> numbers = new ArrayList<>();
        while (out.nextSplit() != null) {
            for (SplitElement next = out.nextRecordFromSplit();
                    next != null;
                    next = out.nextRecordFromSplit()) {
                if (next instanceof LateBatch late) {
                    numbers.add(Changes.number(late.batch().changes().get(0)));
                }
            }
        }
        return numbers;
    }

    private CdcTime write(int stream, long millis, int number) {
        CdcTime lowest = CdcTime.lowest(millis(millis) * 1000);
        CdcTime time = new CdcTime(lowest.mostSignificant(), number);
        cluster.write(Changes.batch(streams.get(stream), START, time, 1, List.of(number)), START);
        return time;
    }

    private static long millis(long afterStart) {
        return START.toEpochMilli() + afterStart;
    }
}
