/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.jobs.MembershipChangelog.after;
import static org.scyllaflink.jobs.MembershipChangelog.before;
import static org.scyllaflink.jobs.MembershipChangelog.delete;
import static org.scyllaflink.jobs.MembershipChangelog.expire;
import static org.scyllaflink.jobs.MembershipChangelog.insert;
import static org.scyllaflink.jobs.MembershipChangelog.row;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentPreAggregatorTest {

    private static final long FLUSH_INTERVAL = 200;

    private OneInputStreamOperatorTestHarness<RowData, SegmentDelta> harness;

    @BeforeEach
    void open() throws Exception {
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new SegmentPreAggregator(
                                MembershipChangelog.ROWS,
                                new TumblingWindow(1_000),
                                FLUSH_INTERVAL));
        harness.setup();
        harness.open();
        harness.setProcessingTime(5_000);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aHotSegmentCostsOneMessageAFlush() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            process(insert("user" + i, "hot", i % 1_000));
        }
        harness.prepareSnapshotPreBarrier(1);
        assertThat(flushed()).containsExactly(new SegmentDelta("hot", 0, 1_000, 0, 0, 0));
    }

    @Test
    void theCauseTellsHowARowWent() throws Exception {
        process(
                insert("a", "s", 10),
                row(RowKind.UPDATE_AFTER, "b", "s", "expiry", 11),
                delete("c", "s", 12),
                expire("d", "s", 13),
                row(RowKind.DELETE, "e", "s", "write", 14),
                row(RowKind.INSERT, "f", "s", "late", 15),
                row(RowKind.INSERT, "g", "s", "late", 15),
                row(RowKind.DELETE, "h", "s", "late", 16));
        harness.prepareSnapshotPreBarrier(1);
        assertThat(flushed()).containsExactly(new SegmentDelta("s", 0, 2, 2, 1, 1));
    }

    @Test
    void anUnknownCauseStopsTheJob() {
        assertThatThrownBy(() -> process(row(RowKind.INSERT, "a", "s", "whim", 1)))
                .hasMessageContaining("'whim'")
                .hasMessageContaining("write, delete, expiry or late");
    }

    @Test
    void anUpdateThatKeepsTheSegmentIsNoChangeOfIt() throws Exception {
        process(before("a", "s", 10), after("a", "s", 10));
        harness.prepareSnapshotPreBarrier(1);
        assertThat(flushed()).isEmpty();
    }

    @Test
    void anUpdateThatChangesTheSegmentMovesTheMember() throws Exception {
        process(before("a", "from", 10), after("a", "to", 10));
        harness.prepareSnapshotPreBarrier(1);
        assertThat(flushed())
                .containsExactlyInAnyOrder(
                        new SegmentDelta("from", 0, 0, 1, 0, 0),
                        new SegmentDelta("to", 0, 1, 0, 0, 0));
    }

    @Test
    void anUpdateWhoseNewVersionWasFilteredOutIsADeparture() throws Exception {
        process(before("a", "s", 10), insert("b", "s", 11));
        harness.prepareSnapshotPreBarrier(1);
        assertThat(flushed()).containsExactly(new SegmentDelta("s", 0, 1, 1, 0, 0));
    }

    @Test
    void halvesOfTwoUpdatesAreNotTakenForOne() throws Exception {
        process(before("a", "s", 10), after("b", "s", 10));
        process(before("a", "t", 11), after("a", "t", 12));
        harness.prepareSnapshotPreBarrier(1);
        assertThat(flushed())
                .containsExactlyInAnyOrder(
                        new SegmentDelta("s", 0, 1, 1, 0, 0), new SegmentDelta("t", 0, 1, 1, 0, 0));
    }

    @Test
    void aLoneOldVersionIsBookedBeforeTheBarrier() throws Exception {
        process(before("a", "s", 10));
        harness.prepareSnapshotPreBarrier(1);
        assertThat(flushed()).containsExactly(new SegmentDelta("s", 0, 0, 1, 0, 0));
    }

    @Test
    void rowsWithoutSegmentAreCountedAndLeftOut() throws Exception {
        process(
                insert("a", null, 10),
                before("a", null, 11),
                after("a", null, 11),
                before("a", null, 12),
                after("a", "s", 12),
                before("a", "s", 13),
                after("a", null, 13),
                delete("a", null, 14));
        harness.prepareSnapshotPreBarrier(1);
        assertThat(flushed()).containsExactly(new SegmentDelta("s", 0, 1, 1, 0, 0));
        SegmentPreAggregator operator = (SegmentPreAggregator) harness.getOperator();
        assertThat(operator.rowsWithoutSegment()).isEqualTo(2);
    }

    @Test
    void deltasAreBookedInTheWindowOfTheirTime() throws Exception {
        process(
                insert("a", "s", 999),
                insert("b", "s", 1_000),
                insert("c", "s", 999),
                insert("d", "s", -1));
        harness.prepareSnapshotPreBarrier(1);
        assertThat(flushed())
                .containsExactlyInAnyOrder(
                        new SegmentDelta("s", -1_000, 1, 0, 0, 0),
                        new SegmentDelta("s", 0, 2, 0, 0, 0),
                        new SegmentDelta("s", 1_000, 1, 0, 0, 0));
    }

    @Test
    void deltasGoAheadOfTheWatermarkThatCoversThem() throws Exception {
        process(insert("a", "s", 10));
        harness.processWatermark(10);
        assertThat(harness.getOutput())
                .containsExactly(
                        new StreamRecord<>(new SegmentDelta("s", 0, 1, 0, 0, 0)),
                        new Watermark(10));
    }

    @Test
    void atMostOneWatermarkAnIntervalGoesOnAndTheLastOneAlways() throws Exception {
        harness.processWatermark(10);
        harness.processWatermark(11);
        process(insert("a", "s", 12));
        harness.processWatermark(12);
        assertThat(harness.getOutput()).containsExactly(new Watermark(10));
        harness.setProcessingTime(5_000 + FLUSH_INTERVAL);
        assertThat(harness.getOutput())
                .containsExactly(
                        new Watermark(10),
                        new StreamRecord<>(new SegmentDelta("s", 0, 1, 0, 0, 0)),
                        new Watermark(12));
    }

    @Test
    void deltasGoOnWithoutAWatermark() throws Exception {
        process(insert("a", "s", 12));
        harness.setProcessingTime(5_000 + FLUSH_INTERVAL);
        assertThat(flushed()).containsExactly(new SegmentDelta("s", 0, 1, 0, 0, 0));
    }

    @Test
    void nothingIsHeldBackAtTheEnd() throws Exception {
        harness.processWatermark(10);
        process(insert("a", "s", 12));
        harness.processWatermark(12);
        process(before("b", "s", 13));
        harness.getOperator().finish();
        assertThat(harness.getOutput())
                .containsExactly(
                        new Watermark(10),
                        new StreamRecord<>(new SegmentDelta("s", 0, 1, 1, 0, 0)),
                        new Watermark(12));
    }

    @Test
    void idlenessGoesOnAfterTheWatermarkThatWasHeldBack() throws Exception {
        harness.processWatermark(10);
        harness.processWatermark(11);
        harness.processWatermarkStatus(WatermarkStatus.IDLE);
        harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
        assertThat(harness.getOutput())
                .containsExactly(
                        new Watermark(10),
                        new Watermark(11),
                        WatermarkStatus.IDLE,
                        WatermarkStatus.ACTIVE);
    }

    @Test
    void manyDeltasDoNotWaitForTheFlush() throws Exception {
        for (int i = 0; i < SegmentPreAggregator.MAX_DELTAS; i++) {
            process(insert("a", "s" + i, 1));
        }
        assertThat(harness.getOutput()).hasSize(SegmentPreAggregator.MAX_DELTAS);
    }

    @SafeVarargs
    private void process(StreamRecord<RowData>... rows) throws Exception {
        for (StreamRecord<RowData> row : rows) {
            harness.processElement(row);
        }
    }

    private List<SegmentDelta> flushed() {
        List<SegmentDelta> deltas = new ArrayList<>(harness.extractOutputValues());
        harness.getOutput().clear();
        return deltas;
    }
}
