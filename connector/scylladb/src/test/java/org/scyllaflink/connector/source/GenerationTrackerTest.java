/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.source.HeldSplit.Phase;

class GenerationTrackerTest {

    private static final Instant FIRST = Instant.ofEpochMilli(1_000);
    private static final Instant SECOND = Instant.ofEpochMilli(2_000);
    private static final Instant THIRD = Instant.ofEpochMilli(3_000);
    private static final Instant HORIZON = Instant.ofEpochMilli(60_000);
    private static final long NOW = 500;

    private GenerationTracker tracker =
            new GenerationTracker(EnumeratorState.initial(Changes.TABLE));

    @Test
    void opensNothingBeforeItBegins() {
        tracker.learn(List.of(FIRST));
        assertThat(tracker.nextToOpen()).isEmpty();
    }

    @Test
    void opensTheGenerationThatHoldsTheBeginning() {
        tracker.learn(List.of(FIRST, SECOND, THIRD));
        tracker.begin(SECOND.plusMillis(7), null);

        assertThat(tracker.nextToOpen()).contains(SECOND);
        assertThat(tracker.beginningOf(SECOND)).isEqualTo(Position.startOf(SECOND.plusMillis(7)));
        assertThat(tracker.beginningOf(THIRD)).isEqualTo(Position.startOf(THIRD));
    }

    @Test
    void opensTheFirstGenerationIfTheBeginningIsBefore() {
        tracker.learn(List.of(FIRST, SECOND));
        tracker.begin(Instant.ofEpochMilli(3), null);

        assertThat(tracker.nextToOpen()).contains(FIRST);
        assertThat(tracker.beginningOf(FIRST)).isEqualTo(Position.startOf(FIRST));
    }

    @Test
    void opensOneGenerationAheadAndNoMore() {
        beginAt(FIRST, FIRST, SECOND, THIRD);

        open(FIRST);
        assertThat(tracker.nextToOpen()).contains(SECOND);

        open(SECOND);
        assertThat(tracker.nextToOpen()).isEmpty();

        report(0, held(FIRST, 0, Phase.FINISHED), held(SECOND, 0, Phase.REGISTERED));
        report(1, held(FIRST, 1, Phase.FINISHED), held(SECOND, 1, Phase.REGISTERED));
        assertThat(tracker.nextToOpen()).contains(THIRD);
    }

    @Test
    void successorsWaitForThePredecessorsOfAllReaders() {
        beginAt(FIRST, FIRST, SECOND);
        open(FIRST);
        open(SECOND);
        report(0, held(FIRST, 0, Phase.FINISHED), held(SECOND, 0, Phase.REGISTERED));
        report(1, held(FIRST, 1, Phase.REGISTERED), held(SECOND, 1, Phase.REGISTERED));
        assertThat(current()).contains(FIRST);

        report(1, held(FIRST, 1, Phase.FINISHED), held(SECOND, 1, Phase.REGISTERED));
        assertThat(current()).contains(SECOND);
    }

    @Test
    void predecessorsStayUntilAllSuccessorsHoldTheWatermark() {
        beginAt(FIRST, FIRST, SECOND);
        open(FIRST);
        report(0, held(FIRST, 0, Phase.FINISHED));
        report(1, held(FIRST, 1, Phase.FINISHED));
        assertThat(current()).contains(FIRST);

        open(SECOND);
        report(0, held(FIRST, 0, Phase.FINISHED), held(SECOND, 0, Phase.REGISTERED));
        assertThat(current()).contains(FIRST);

        report(1, held(FIRST, 1, Phase.FINISHED), held(SECOND, 1, Phase.REGISTERED));
        assertThat(current()).contains(SECOND);
    }

    @Test
    void aReportSentBeforeAnAssignmentArrivedDoesNotUndoIt() {
        beginAt(FIRST, FIRST, SECOND);
        open(FIRST);
        open(SECOND);

        report(0, held(FIRST, 0, Phase.FINISHED));
        report(1, held(FIRST, 1, Phase.FINISHED));

        assertThat(current()).contains(FIRST);
        assertThat(tracker.assign(NOW)).isEmpty();
    }

    @Test
    void aReaderThatRestartsFromAnEarlierCheckpointMovesTheGenerationBack() {
        beginAt(FIRST, FIRST, SECOND);
        open(FIRST);
        List<StreamGroupSplit> second = open(SECOND);
        report(0, held(FIRST, 0, Phase.FINISHED), held(SECOND, 0, Phase.REGISTERED));
        report(1, held(FIRST, 1, Phase.FINISHED), held(SECOND, 1, Phase.REGISTERED));
        assertThat(current()).contains(SECOND);
        report(0, held(SECOND, 0, Phase.REGISTERED));

        tracker.readerReset(1);
        tracker.takeBack(List.of(second.get(1)), 1);
        assertThat(tracker.hasHeardOfAll(2)).isFalse();
        report(1, held(FIRST, 1, Phase.REGISTERED));
        assertThat(tracker.hasHeardOfAll(2)).isTrue();

        assertThat(current()).contains(FIRST);
        assertThat(tracker.assign(NOW)).containsOnlyKeys(1);
    }

    @Test
    void aSplitTakenBackGoesToItsReaderAgainThoughAnotherHasLess() {
        beginAt(FIRST, FIRST);
        List<StreamGroupSplit> splits = open(FIRST);
        report(0);

        tracker.readerReset(1);
        tracker.takeBack(splits, 1);
        report(1);

        assertThat(tracker.assign(NOW)).isEqualTo(Map.of(1, splits));
    }

    @Test
    void aReaderThatHasEndedGetsSplitsOnlyAfterItsReset() {
        beginAt(FIRST, FIRST, SECOND);
        tracker.readerEnded(0);
        tracker.open(FIRST, splits(FIRST));
        assertThat(tracker.assign(NOW)).containsOnlyKeys(1);

        tracker.readerReset(0);
        report(0);
        tracker.open(SECOND, splits(SECOND));
        assertThat(tracker.assign(NOW)).containsOnlyKeys(0, 1);
    }

    @Test
    void tellsReadersWhereGenerationsEnd() {
        beginAt(FIRST, FIRST, SECOND, THIRD);
        open(FIRST);

        ReadingSchedule schedule = tracker.schedule(HORIZON).orElseThrow();

        assertThat(schedule)
                .isEqualTo(
                        new ReadingSchedule(1_000, 60_000, List.of(2_000L, 3_000L), true, false));
        assertThat(schedule.endOf(1_000)).hasValue(2_000);
        assertThat(schedule.endOf(2_000)).hasValue(3_000);
        assertThat(schedule.endOf(3_000)).isEmpty();
    }

    @Test
    void isUnsettledWhileASplitHasNoReader() {
        beginAt(FIRST, FIRST);
        tracker.open(FIRST, splits(FIRST));

        assertThat(tracker.schedule(HORIZON).orElseThrow().settled()).isFalse();
        tracker.assign(NOW);
        assertThat(tracker.schedule(HORIZON).orElseThrow().settled()).isTrue();
    }

    @Test
    void aStopEndsTheGenerationThatHoldsItAndOpensNoLaterOne() {
        tracker.learn(List.of(FIRST, SECOND, THIRD));
        tracker.begin(FIRST, THIRD.minusMillis(1));
        hearOfBoth();
        open(FIRST);
        assertThat(tracker.schedule(HORIZON).orElseThrow().switches())
                .containsExactly(2_000L, 2_999L);
        open(SECOND);
        report(0, held(FIRST, 0, Phase.FINISHED), held(SECOND, 0, Phase.FINISHED));
        report(1, held(FIRST, 1, Phase.FINISHED), held(SECOND, 1, Phase.REGISTERED));
        assertThat(tracker.nextToOpen()).isEmpty();
        assertThat(tracker.isComplete()).isFalse();

        report(1, held(SECOND, 1, Phase.FINISHED));

        assertThat(tracker.isComplete()).isTrue();
        assertThat(tracker.schedule(HORIZON))
                .contains(new ReadingSchedule(2_999, 60_000, List.of(2_999L), true, true));
    }

    @Test
    void aStopBeforeTheFirstGenerationIsCompleteAtOnce() {
        tracker.begin(FIRST.minusMillis(5), FIRST.minusMillis(1));
        hearOfBoth();
        assertThat(tracker.isComplete()).as("before generations are known").isFalse();

        tracker.learn(List.of(FIRST));

        assertThat(tracker.nextToOpen()).isEmpty();
        assertThat(tracker.isComplete()).isTrue();
    }

    @Test
    void goesOnFromItsState() {
        beginAt(FIRST, FIRST, SECOND);
        open(FIRST);
        tracker.open(SECOND, splits(SECOND));
        EnumeratorState state = tracker.snapshot();
        assertThat(state)
                .isEqualTo(new EnumeratorState(Changes.TABLE, FIRST, null, SECOND, splits(SECOND)));

        tracker = new GenerationTracker(state);
        tracker.learn(List.of(FIRST, SECOND));
        report(0, held(FIRST, 0, Phase.REGISTERED));
        report(1, held(FIRST, 1, Phase.FINISHED));

        assertThat(current()).contains(FIRST);
        assertThat(tracker.nextToOpen()).isEmpty();
        assertThat(tracker.assign(NOW)).containsOnlyKeys(0, 1);
    }

    private void beginAt(Instant from, Instant... generations) {
        tracker.learn(Arrays.asList(generations));
        tracker.begin(from, null);
        hearOfBoth();
    }

    private void hearOfBoth() {
        report(0);
        report(1);
    }

    /** Opens a generation of two splits; reader 0 gets split 0 and reader 1 gets split 1. */
    private List<StreamGroupSplit> open(Instant generation) {
        tracker.open(generation, splits(generation));
        Map<Integer, List<StreamGroupSplit>> assigned = tracker.assign(NOW);
        List<StreamGroupSplit> inOrder = new ArrayList<>(assigned.get(0));
        inOrder.addAll(assigned.get(1));
        return inOrder;
    }

    private static List<StreamGroupSplit> splits(Instant generation) {
        return StreamGrouping.split(
                generation,
                Changes.ranges(Changes.streams(0, 2, 1)),
                2,
                Position.startOf(generation));
    }

    private void report(int reader, HeldSplit... splits) {
        tracker.readerReported(reader, new ReaderReport(List.of(splits)));
    }

    private static HeldSplit held(Instant generation, int group, Phase phase) {
        return new HeldSplit(
                splits(generation).get(group).splitId(), generation.toEpochMilli(), phase);
    }

    private Optional<Instant> current() {
        return tracker.schedule(HORIZON)
                .map(schedule -> Instant.ofEpochMilli(schedule.currentMillis()));
    }
}
