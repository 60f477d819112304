/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentCounterTest {

    private static final long INTERVAL = 1_000;
    private static final long START = 1_000_000;

    private KeyedOneInputStreamOperatorTestHarness<String, SegmentDelta, SegmentCount> harness;
    private long now = START;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
        harness.setProcessingTime(now);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void theFirstCountGoesOutAtOnce() throws Exception {
        joined("s", 0, 3);
        assertThat(counts()).containsExactly(new SegmentCount("s", 3, START * 1_000, START));
    }

    @Test
    void countsGoOutAtMostOnceAnIntervalAndTheLastOneAlways() throws Exception {
        joined("s", 0, 1);
        joined("s", 0, 1);
        joined("s", 0, 1);
        assertThat(counts()).extracting(SegmentCount::count).containsExactly(1L);
        advance(INTERVAL - 1);
        assertThat(counts()).isEmpty();
        advance(1);
        assertThat(counts()).extracting(SegmentCount::count).containsExactly(3L);
        advance(10 * INTERVAL);
        assertThat(counts()).isEmpty();
    }

    @Test
    void aChangeThatLeavesTheCountAsItIsGetsANewVersionOfIt() throws Exception {
        joined("s", 0, 2);
        long first = counts().get(0).version();
        advance(INTERVAL);
        delta(new SegmentDelta("s", 0, 1, 1, 0, 0));
        assertThat(counts())
                .singleElement()
                .satisfies(
                        count -> {
                            assertThat(count.count()).isEqualTo(2);
                            assertThat(count.version()).isGreaterThan(first);
                        });
    }

    @Test
    void versionsGrowThoughTheClockStandsStillOrGoesBackAfterARestore() throws Exception {
        joined("s", 0, 1);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        long first = counts().get(0).version();
        now -= 500_000;
        restore(snapshot);
        joined("s", 0, 1);
        assertThat(counts()).isEmpty();
        advance(INTERVAL);
        assertThat(counts())
                .singleElement()
                .satisfies(
                        count -> {
                            assertThat(count.count()).isEqualTo(2);
                            assertThat(count.version()).isEqualTo(first + 1);
                        });
    }

    @Test
    void aCountThatWaitedAtTheCheckpointGoesOutAfterTheRestore() throws Exception {
        joined("s", 0, 1);
        joined("s", 0, 1);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        now += 5_000;
        restore(snapshot);
        advance(1);
        assertThat(counts()).extracting(SegmentCount::count).containsExactly(2L);
    }

    @Test
    void aClosedWindowLeavesARow() throws Exception {
        delta(new SegmentDelta("s", 0, 5, 1, 1, 0));
        delta(new SegmentDelta("s", 60_000, 1, 0, 0, 0));
        delta(new SegmentDelta("s", 0, 0, 1, 0, 0));
        harness.processWatermark(59_998);
        assertThat(history()).isEmpty();
        harness.processWatermark(59_999);
        assertThat(history())
                .containsExactly(new SegmentWindow("s", 0, 60_000, 2, 5, 2, 1, 0, START * 1_000));
        harness.processWatermark(200_000);
        assertThat(history())
                .containsExactly(
                        new SegmentWindow("s", 60_000, 120_000, 3, 1, 0, 0, 0, START * 1_000));
    }

    @Test
    void windowsThatCloseTogetherAreCountedInTheirOrder() throws Exception {
        joined("s", 120_000, 3);
        joined("s", 0, 1);
        joined("s", 60_000, 2);
        harness.processWatermark(500_000);
        assertThat(history()).extracting(SegmentWindow::count).containsExactly(1L, 3L, 6L);
    }

    @Test
    void whatComesForAClosedWindowIsLateInTheOpenOne() throws Exception {
        joined("s", 0, 3);
        harness.processWatermark(70_000);
        history();
        delta(new SegmentDelta("s", 0, 1, 2, 1, 0));
        harness.processWatermark(119_999);
        assertThat(history())
                .containsExactly(
                        new SegmentWindow("s", 60_000, 120_000, 1, 0, 0, 0, -2, START * 1_000));
    }

    @Test
    void aWindowStaysClosedAfterARestoreBeforeTheFirstWatermark() throws Exception {
        joined("s", 0, 3);
        harness.processWatermark(70_000);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        restore(snapshot);
        joined("s", 0, 1);
        harness.processWatermark(119_999);
        assertThat(history())
                .containsExactly(
                        new SegmentWindow("s", 60_000, 120_000, 4, 0, 0, 0, 1, START * 1_000));
    }

    @Test
    void drainingEmitsTheCountButClosesNoWindow() throws Exception {
        joined("s", 0, 1);
        joined("s", 0, 1);
        harness.getOperator().finish();
        assertThat(counts()).extracting(SegmentCount::count).containsExactly(1L, 2L);
        OperatorSubtaskState savepoint = harness.snapshot(1, 1);
        assertThat(history()).isEmpty();

        now += 5_000;
        restore(savepoint);
        joined("s", 0, 1);
        harness.processWatermark(59_999);
        assertThat(counts()).extracting(SegmentCount::count).containsExactly(3L);
        assertThat(history())
                .containsExactly(new SegmentWindow("s", 0, 60_000, 3, 3, 0, 0, 0, now * 1_000));
    }

    @Test
    void anEmptySegmentIsReportedOnceAndThenForgotten() throws Exception {
        joined("s", 0, 1);
        advance(INTERVAL);
        delta(new SegmentDelta("s", 0, 0, 1, 0, 0));
        assertThat(counts()).extracting(SegmentCount::count).containsExactly(1L, 0L);
        harness.processWatermark(59_999);
        advance(SegmentCounter.RETENTION_MILLIS - 1);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        advance(1);
        assertThat(counts()).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void anEmptySegmentIsForgottenWhenItsLastWindowCloses() throws Exception {
        delta(new SegmentDelta("s", 0, 1, 1, 0, 0));
        assertThat(counts()).extracting(SegmentCount::count).containsExactly(0L);
        advance(SegmentCounter.RETENTION_MILLIS);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
        harness.processWatermark(59_999);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(history()).hasSize(1);
    }

    @Test
    void theTimerThatForgetsDoesNotHurryACount() throws Exception {
        delta(new SegmentDelta("s", 0, 1, 1, 0, 0));
        advance(SegmentCounter.RETENTION_MILLIS - 1);
        joined("s", 0, 1);
        joined("s", 0, 1);
        counts();
        advance(1);
        assertThat(counts()).isEmpty();
        advance(INTERVAL);
        assertThat(counts()).extracting(SegmentCount::count).containsExactly(2L);
    }

    @Test
    void countsOfSomethingElseAreRefused() throws Exception {
        joined("s", 0, 1);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        var other =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new SegmentCounter("regions", new TumblingWindow(60_000), INTERVAL),
                        SegmentDelta::segment,
                        Types.STRING);
        assertThatThrownBy(() -> other.initializeState(snapshot))
                .hasStackTraceContaining("counts of segments (expected: of regions")
                .hasStackTraceContaining("start without a savepoint");
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SegmentDelta, SegmentCount>
            harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new SegmentCounter("segments", new TumblingWindow(60_000), INTERVAL),
                SegmentDelta::segment,
                Types.STRING);
    }

    private void restore(OperatorSubtaskState snapshot) throws Exception {
        harness.close();
        harness = harness();
        harness.setProcessingTime(now);
        harness.initializeState(snapshot);
        harness.open();
    }

    private void advance(long millis) throws Exception {
        now += millis;
        harness.setProcessingTime(now);
    }

    private void joined(String segment, long windowStart, long members) throws Exception {
        delta(new SegmentDelta(segment, windowStart, members, 0, 0, 0));
    }

    private void delta(SegmentDelta delta) throws Exception {
        harness.processElement(new StreamRecord<>(delta));
    }

    private List<SegmentCount> counts() {
        List<SegmentCount> counts = new ArrayList<>(harness.extractOutputValues());
        harness.getOutput().clear();
        return counts;
    }

    private List<SegmentWindow> history() {
        List<SegmentWindow> rows = new ArrayList<>();
        var output = harness.getSideOutput(SegmentCounter.HISTORY);
        if (output != null) {
            output.forEach(record -> rows.add(record.getValue()));
            output.clear();
        }
        return rows;
    }
}
