/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.source.HeldSplit.Phase;

class GenerationTrackerTest {

    private static final Instant FIRST = Instant.ofEpochMilli(1_000);
    private static final Instant SECOND = Instant.ofEpochMilli(2_000);
    private static final Instant THIRD = Instant.ofEpochMilli(3_000);

    private GenerationTracker tracker = new GenerationTracker(TableState.initial(Changes.TABLE));

    @Test
    void opensNothingBeforeItBegins() {
        tracker.learn(List.of(FIRST));
        assertThat(tracker.nextToOpen()).isEmpty();
    }

    @Test
    void opensTheGenerationThatHoldsTheBeginning() {
        tracker.learn(List.of(FIRST, SECOND, THIRD));
        tracker.begin(SECOND.plusMillis(7), FIRST, null);

        assertThat(tracker.nextToOpen()).contains(SECOND);
        assertThat(tracker.beginningOf(SECOND)).isEqualTo(SECOND.plusMillis(7));
        assertThat(tracker.beginningOf(THIRD)).isEqualTo(THIRD);
    }

    @Test
    void opensTheFirstGenerationIfTheBeginningIsBefore() {
        tracker.learn(List.of(FIRST, SECOND));
        tracker.begin(Instant.ofEpochMilli(3), FIRST, null);

        assertThat(tracker.nextToOpen()).contains(FIRST);
        assertThat(tracker.beginningOf(FIRST)).isEqualTo(FIRST);
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
        assertThat(tracker.unassigned()).isEmpty();
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
        tracker.takeBack(second.get(1), 1);
        report(1, held(FIRST, 1, Phase.REGISTERED));

        assertThat(current()).contains(FIRST);
        assertThat(tracker.unassigned()).containsExactly(second.get(1));
        assertThat(tracker.cameFrom()).isEqualTo(Map.of(second.get(1).splitId(), 1));
    }

    @Test
    void tellsReadersWhereGenerationsEnd() {
        beginAt(FIRST, FIRST, SECOND, THIRD);
        open(FIRST);

        TableSchedule schedule = tracker.schedule(500L).orElseThrow();

        assertThat(schedule)
                .isEqualTo(
                        new TableSchedule(
                                1_000,
                                List.of(2_000L),
                                false,
                                Set.of(),
                                new Retention(500, 1_000)));
        assertThat(schedule.endOf(1_000)).hasValue(2_000);
        assertThat(schedule.endOf(2_000)).isEmpty();

        open(SECOND);
        assertThat(tracker.schedule(null).orElseThrow())
                .isEqualTo(
                        new TableSchedule(1_000, List.of(2_000L, 3_000L), false, Set.of(), null));
    }

    @Test
    void aStopEndsTheGenerationThatHoldsItAndOpensNoLaterOne() {
        tracker.learn(List.of(FIRST, SECOND, THIRD));
        tracker.begin(FIRST, FIRST, THIRD.minusMillis(1));
        hearOfBoth();
        open(FIRST);
        assertThat(tracker.schedule(null).orElseThrow().switches()).containsExactly(2_000L, 2_999L);
        open(SECOND);
        report(0, held(FIRST, 0, Phase.FINISHED), held(SECOND, 0, Phase.FINISHED));
        report(1, held(FIRST, 1, Phase.FINISHED), held(SECOND, 1, Phase.REGISTERED));
        assertThat(tracker.nextToOpen()).isEmpty();
        assertThat(tracker.isComplete()).isFalse();

        report(1, held(SECOND, 1, Phase.FINISHED));

        assertThat(tracker.isComplete()).isTrue();
        assertThat(tracker.schedule(null))
                .contains(new TableSchedule(2_999, List.of(2_999L), true, Set.of(), null));
    }

    @Test
    void aStopBeforeTheFirstGenerationIsCompleteAtOnce() {
        tracker.begin(FIRST.minusMillis(5), FIRST, FIRST.minusMillis(1));
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
        TableState state = tracker.snapshot();
        assertThat(state)
                .isEqualTo(
                        new TableState(
                                Changes.TABLE,
                                FIRST,
                                FIRST,
                                null,
                                SECOND,
                                Set.of(FIRST, SECOND),
                                splits(SECOND)));

        tracker = new GenerationTracker(state);
        tracker.learn(List.of(FIRST, SECOND));
        report(0, held(FIRST, 0, Phase.REGISTERED));
        report(1, held(FIRST, 1, Phase.FINISHED));

        assertThat(current()).contains(FIRST);
        assertThat(tracker.nextToOpen()).isEmpty();
        assertThat(tracker.unassigned()).isEqualTo(splits(SECOND));
    }

    @Test
    void releasesASuccessorWhoseRangeIsReadBeforeTheOthers() {
        beginAt(FIRST, FIRST, SECOND);
        open(FIRST);
        open(SECOND);
        report(0, held(FIRST, 0, Phase.FINISHED), held(SECOND, 0, Phase.REGISTERED));
        report(1, held(FIRST, 1, Phase.REGISTERED));
        assertThat(released()).as("before all successors hold the watermark").isEmpty();

        report(1, held(FIRST, 1, Phase.REGISTERED), held(SECOND, 1, Phase.REGISTERED));
        assertThat(released()).containsExactly(splits(SECOND).get(0).splitId());
        assertThat(current()).contains(FIRST);
    }

    @Test
    void releasesNothingWhileAPredecessorHasNoReader() {
        beginAt(FIRST, FIRST, SECOND);
        List<StreamGroupSplit> first = open(FIRST);
        open(SECOND);
        report(0, held(SECOND, 0, Phase.REGISTERED));
        report(1, held(FIRST, 1, Phase.REGISTERED), held(SECOND, 1, Phase.REGISTERED));
        tracker.takeBack(first.get(0), 0);

        assertThat(released()).isEmpty();
    }

    @Test
    void aKnownGenerationStaysKnown() {
        beginAt(FIRST, FIRST, SECOND);
        open(FIRST);
        assertThat(tracker.learn(List.of())).isEmpty();
        assertThat(tracker.nextToOpen()).contains(SECOND);
        assertThat(tracker.learn(List.of(FIRST))).isEmpty();
        assertThat(tracker.schedule(null).orElseThrow().endOf(1_000)).hasValue(2_000);
        assertThat(tracker.learn(List.of(FIRST, THIRD))).containsExactly(THIRD);
    }

    @Test
    void opensAGenerationThatWasAnnouncedAfterALaterOneWasOpened() {
        beginAt(FIRST, FIRST, THIRD);
        open(FIRST);
        open(THIRD);
        tracker = new GenerationTracker(tracker.snapshot());
        report(0, held(FIRST, 0, Phase.FINISHED), held(THIRD, 0, Phase.REGISTERED));
        report(1, held(FIRST, 1, Phase.FINISHED), held(THIRD, 1, Phase.REGISTERED));
        tracker.learn(List.of(FIRST, THIRD));
        assertThat(current()).contains(THIRD);
        assertThat(tracker.nextToOpen()).isEmpty();

        tracker.learn(List.of(FIRST, SECOND, THIRD));
        assertThat(tracker.nextToOpen()).contains(SECOND);
        open(SECOND);
        report(0, held(SECOND, 0, Phase.REGISTERED), held(THIRD, 0, Phase.REGISTERED));
        report(1, held(SECOND, 1, Phase.REGISTERED), held(THIRD, 1, Phase.REGISTERED));
        assertThat(current()).contains(SECOND);
        assertThat(tracker.nextToOpen()).isEmpty();

        report(0, held(SECOND, 0, Phase.FINISHED), held(THIRD, 0, Phase.REGISTERED));
        report(1, held(SECOND, 1, Phase.FINISHED), held(THIRD, 1, Phase.REGISTERED));
        assertThat(current()).contains(THIRD);
    }

    @Test
    void aStateOfTheFirstVersionHasPassedAllGenerationsUpToTheNewest() {
        tracker =
                new GenerationTracker(
                        new TableState(
                                Changes.TABLE, FIRST, FIRST, null, THIRD, Set.of(), List.of()));
        report(0, held(THIRD, 0, Phase.REGISTERED));
        tracker.learn(List.of(FIRST, SECOND, THIRD));
        assertThat(tracker.nextToOpen()).isEmpty();

        tracker.learn(List.of(FIRST.plusMillis(10)));
        assertThat(tracker.nextToOpen()).contains(FIRST.plusMillis(10));
    }

    @Test
    void passesOverGenerationsThatHaveExpired() {
        Instant fourth = Instant.ofEpochMilli(4_000);
        beginAt(FIRST, FIRST, SECOND, THIRD, fourth);
        assertThat(tracker.passOver(SECOND.minusMillis(1))).isEmpty();
        open(FIRST);

        assertThat(tracker.passOver(fourth)).contains(new GenerationTracker.Gap(SECOND, fourth));
        assertThat(tracker.nextToOpen()).contains(fourth);
        assertThat(tracker.schedule(null).orElseThrow().endOf(1_000)).hasValue(2_000);
        open(fourth);
        report(0, held(FIRST, 0, Phase.FINISHED), held(fourth, 0, Phase.REGISTERED));
        report(1, held(FIRST, 1, Phase.FINISHED), held(fourth, 1, Phase.REGISTERED));
        assertThat(current()).contains(fourth);
    }

    @Test
    void goesOnFromAGenerationThatTheServerHasForgotten() {
        beginAt(FIRST, FIRST);
        open(FIRST);

        tracker = new GenerationTracker(tracker.snapshot());
        tracker.learn(List.of(THIRD));
        report(0, held(FIRST, 0, Phase.REGISTERED));
        report(1, held(FIRST, 1, Phase.REGISTERED));

        assertThat(tracker.nextToOpen()).contains(THIRD);
        assertThat(tracker.schedule(null).orElseThrow().endOf(1_000)).hasValue(3_000);
    }

    @Test
    void goesOnIfTheListLacksWhatItsStateKnows() {
        beginAt(SECOND, FIRST, SECOND, THIRD);
        open(SECOND);
        open(THIRD);

        tracker = new GenerationTracker(tracker.snapshot());
        tracker.learn(List.of(FIRST));
        report(0, held(SECOND, 0, Phase.REGISTERED), held(THIRD, 0, Phase.REGISTERED));
        report(1, held(SECOND, 1, Phase.REGISTERED), held(THIRD, 1, Phase.REGISTERED));

        assertThat(tracker.nextToOpen()).isEmpty();
        assertThat(tracker.schedule(null).orElseThrow().endOf(2_000)).hasValue(3_000);
    }

    private void beginAt(Instant from, Instant... generations) {
        tracker.learn(Arrays.asList(generations));
        tracker.begin(from, FIRST, null);
        hearOfBoth();
    }

    private void hearOfBoth() {
        report(0);
        report(1);
    }

    /** Opens a generation of two splits; reader 0 gets split 0 and reader 1 gets split 1. */
    private List<StreamGroupSplit> open(Instant generation) {
        List<StreamGroupSplit> splits = splits(generation);
        tracker.open(generation, splits);
        tracker.assigned(splits.get(0), 0);
        tracker.assigned(splits.get(1), 1);
        return splits;
    }

    private static List<StreamGroupSplit> splits(Instant generation) {
        return StreamGrouping.split(
                Changes.TABLE,
                generation,
                Changes.ranges(Changes.streams(0, 2, 1)),
                2,
                Position.startOf(generation));
    }

    private void report(int reader, HeldSplit... splits) {
        tracker.readerReported(reader, List.of(splits));
    }

    private static HeldSplit held(Instant generation, int group, Phase phase) {
        return HeldSplit.of(splits(generation).get(group), phase);
    }

    private Optional<Instant> current() {
        return tracker.schedule(null)
                .map(schedule -> Instant.ofEpochMilli(schedule.currentMillis()));
    }

    private Set<String> released() {
        return tracker.schedule(null).orElseThrow().released();
    }
}
