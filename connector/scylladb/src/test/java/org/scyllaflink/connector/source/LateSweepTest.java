/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scyllaflink.connector.cql.ColumnSelection;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TokenRange;

/** Reads with a sweep each minute, two minutes back, and a confidence window of ten seconds. */
class LateSweepTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SWITCH = START.plus(Duration.ofHours(1));

    private final ManualClock clock = new ManualClock(START);
    private final FakeCluster cluster = new FakeCluster(clock, 2);
    private final List<StreamId> streams = Changes.streams(0, 2, 1);
    private final ReaderMailbox mailbox = new ReaderMailbox();
    private final ReadBudget budget = new ReadBudget(64, 1 << 20, mailbox);
    private final List<String> elements = new ArrayList<>();
    private StreamGroupSplitState state =
            new StreamGroupSplitState(split(), HeldSplit.Phase.REGISTERED, true);

    @BeforeEach
    void announce() {
        cluster.announce(START, START, streams);
        cluster.announce(SWITCH, START, Changes.streams(1, 2, 1));
    }

    /** Sweeps come at each full minute after the start. */
    @ParameterizedTest
    @CsvSource({
        "600, 609, in time, inside the confidence window",
        "600, 612, late, behind the reader",
        "600, 670, late, as late as is always found",
        "600, 719, late, in time for the last sweep that looks there",
        "600, 721, never, after it",
        "600, 900, never, far behind the depth"
    })
    void findsWhatItsDepthReaches(int second, int visible, String found, String why)
            throws IOException {
        write(0, second, 1, 7);
        write(0, second, 2, 8);
        write(1, second, 3, 9);
        CdcTime time = write(0, second, 4, visible, 10);
        CdcSplitReader reader = reader(LateSweep.EVERY_MINUTE);
        run(reader, 1_200);

        assertThat(elements).as("found once").containsOnlyOnce("0:7", "0:8", "1:9");
        assertThat(elements.stream().filter(element -> element.endsWith("0:10")))
                .as("%s, %s", time, why)
                .containsExactlyElementsOf(
                        switch (found) {
                            case "in time" -> List.of("0:10");
                            case "late" -> List.of("late 0:10");
                            default -> List.of();
                        });
    }

    @Test
    void findsNothingUnlessItIsAskedTo() throws IOException {
        write(0, 600, 1, 620, 10);
        CdcSplitReader reader = reader(null);
        run(reader, 1_200);
        assertThat(elements).doesNotContain("0:10", "late 0:10");
        assertThat(cluster.timesReads()).isZero();
    }

    @Test
    void doesNotSweepASplitThatIsPaused() throws IOException {
        CdcSplitReader reader = reader(LateSweep.EVERY_MINUTE);
        run(reader, 300);
        int sweeps = cluster.timesReads();
        assertThat(sweeps).isPositive();

        reader.pauseOrResumeSplits(List.of(split()), List.of());
        run(reader, 600);
        assertThat(cluster.timesReads()).isEqualTo(sweeps);

        reader.pauseOrResumeSplits(List.of(), List.of(split()));
        run(reader, 700);
        assertThat(cluster.timesReads()).isGreaterThan(sweeps);
    }

    @Test
    void sweepsASplitOnceMoreBeforeItGoes() throws IOException {
        write(1, 3_599, 1, 3_625, 10);
        CdcSplitReader reader = reader(LateSweep.EVERY_MINUTE);
        run(reader, 3_630);
        assertThat(elements).contains("last end").doesNotContain("late 1:10", "closed");

        mailbox.put(Changes.schedule(SWITCH.toEpochMilli(), Long.MAX_VALUE));
        run(reader, 3_631);

        assertThat(elements).endsWith("late 1:10", "swept", "closed");
    }

    @Test
    void looksAtNothingThatWasReadWhileCatchingUp() throws IOException {
        clock.advance(Duration.ofMinutes(40));
        CdcSplitReader reader = reader(LateSweep.EVERY_MINUTE);
        write(0, 60, 1, 2_401, 10);
        run(reader, 2_400);
        clock.advance(Duration.ofSeconds(2));
        run(reader, 2_600);
        assertThat(elements).doesNotContain("late 0:10");
    }

    @Test
    void findsAfterARestartWhatCameWhileItWasDown() throws IOException {
        write(0, 600, 1, 7);
        write(0, 600, 2, 650, 10);
        run(reader(LateSweep.EVERY_MINUTE), 615);
        clock.advance(Duration.ofHours(2));
        elements.clear();

        run(reader(LateSweep.EVERY_MINUTE), 615);
        assertThat(elements).startsWith("opened", "late 0:10", "swept").doesNotContain("0:7");

        elements.clear();
        run(reader(LateSweep.EVERY_MINUTE), 615);
        assertThat(elements).doesNotContain("0:7", "late 0:10");
    }

    @Test
    void findsAfterARestartWhatCameBeforeTheLastBatchOfAHalfReadWindow() throws IOException {
        run(reader(LateSweep.EVERY_MINUTE), 615);
        state.batchEmitted(0, write(0, 607, 2, 11));
        write(0, 606, 1, 10);
        write(1, 606, 1, 12);
        clock.advance(Duration.ofHours(2));
        elements.clear();

        run(reader(LateSweep.EVERY_MINUTE), 615);
        assertThat(elements)
                .startsWith("opened", "late 0:10", "swept")
                .containsOnlyOnce("1:12")
                .doesNotContain("0:10", "0:11", "late 1:12");
    }

    @Test
    void forgetsInTheStateWhatNoSweepWillLookAt() throws IOException {
        for (int second = 0; second < 1_200; second++) {
            write(second % 2, second, 1, second);
        }
        run(reader(LateSweep.EVERY_MINUTE), 1_200);
        assertThat(state.toSplit().position().remembered().size()).isBetween(60, 190);
    }

    @Test
    void refusesADepthThatLeavesGaps() {
        assertThatThrownBy(() -> new LateSweep(Duration.ofMinutes(2), Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "late sweep depth: PT1M (expected: not below the interval, PT2M, as what"
                                + " comes in between would not be looked at)");
        assertThatThrownBy(() -> new LateSweep(Duration.ZERO, Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("late sweep interval: PT0S (expected: 1 ms or more)");
    }

    private CdcSplitReader reader(LateSweep sweep) throws IOException {
        ReadOptions options =
                sweep == null
                        ? ReadOptions.defaults()
                        : ReadOptions.defaults().withLateSweep(sweep);
        SourceMetrics metrics = SilentMetrics.of(options, budget, clock);
        CdcSplitReader reader =
                new CdcSplitReader(
                        new StreamGroupCursor.Reading(
                                new TableLogs(cluster, ColumnSelection.ALL),
                                options,
                                budget,
                                mailbox,
                                new ExpiryGuard(OnDataLoss.FAIL, metrics, 0),
                                metrics),
                        clock);
        StreamGroupSplit split = state.toSplit();
        state = new StreamGroupSplitState(split, HeldSplit.Phase.REGISTERED, sweep != null);
        reader.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
        mailbox.put(Changes.schedule(START.toEpochMilli(), Long.MAX_VALUE, SWITCH.toEpochMilli()));
        return reader;
    }

    private StreamGroupSplit split() {
        return new StreamGroupSplit(
                Changes.TABLE, START, 0, TokenRange.ring(), streams, Position.startOf(START));
    }

    /** Reads on until a second after the start, in steps of one. */
    private void run(CdcSplitReader reader, int second) throws IOException {
        while (true) {
            int before;
            do {
                before = elements.size() + cluster.reads() + cluster.timesReads();
                take(reader);
            } while (elements.size() + cluster.reads() + cluster.timesReads() > before);
            if (!clock.instant().isBefore(START.plusSeconds(second))) {
                return;
            }
            clock.advance(Duration.ofSeconds(1));
        }
    }

    private void take(CdcSplitReader reader) throws IOException {
        FetchedElements fetched = new FetchedElements(budget);
        reader.readOn(fetched);
        while (fetched.nextSplit() != null) {
            for (SplitElement next = fetched.nextRecordFromSplit();
                    next != null;
                    next = fetched.nextRecordFromSplit()) {
                elements.add(text(next));
                follow(next);
            }
        }
        fetched.recycle();
    }

    /** Moves the state as the emitter does. */
    private void follow(SplitElement element) {
        if (element instanceof PositionedBatch batch) {
            state.batchEmitted(batch.stream(), batch.batch().time());
        } else if (element instanceof LateBatch late) {
            state.lateEmitted(late.stream(), late.batch().time());
        } else if (element instanceof SplitElement.WindowEnd end) {
            state.windowEmitted(end.endMillis());
        } else if (element instanceof SplitElement.Swept swept) {
            state.forgetBefore(swept.fromMillis());
        }
    }

    private static String text(SplitElement element) {
        if (element instanceof PositionedBatch batch) {
            return batch.stream() + ":" + Changes.number(batch.batch().changes().get(0));
        }
        if (element instanceof LateBatch batch) {
            return "late " + batch.stream() + ":" + Changes.number(batch.batch().changes().get(0));
        }
        if (element instanceof SplitElement.WindowEnd end) {
            return end.last() ? "last end" : "end";
        }
        if (element instanceof SplitElement.Swept) {
            return "swept";
        }
        return element instanceof SplitElement.Opened ? "opened" : "closed";
    }

    private CdcTime write(int stream, int second, int random, int number) {
        return write(stream, second, random, second, number);
    }

    /** Writes in one microsecond of a second what shows at another second. */
    private CdcTime write(int stream, int second, int random, int visible, int number) {
        long micros = START.plusSeconds(second).toEpochMilli() * 1_000;
        CdcTime time = new CdcTime(CdcTime.lowest(micros).mostSignificant(), random);
        cluster.write(
                Changes.batch(streams.get(stream), START, time, 1, List.of(number)),
                START.plusSeconds(visible));
        return time;
    }
}
