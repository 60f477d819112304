/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State as this and earlier versions of the job have stored it. */
class SegmentCounterStateTest {

    private static final Path V1 = Path.of("src/test/resources/segment-counter-state-v1.bin");

    @Test
    void stateOfVersion1IsRead() throws Exception {
        assertCountsGoOnFrom(V1);
    }

    /** The file it makes is what to keep when there is a new version of the state. */
    @Test
    void stateOfTodayIsRead(@TempDir Path folder) throws Exception {
        Path today = folder.resolve("segment-counter-state.bin");
        writeState(today);

        assertCountsGoOnFrom(today);
    }

    private static void assertCountsGoOnFrom(Path state) throws Exception {
        var harness = harness();
        harness.setProcessingTime(2_000_000);
        harness.initializeState(OperatorSnapshotUtil.readStateHandle(state.toString()));
        harness.open();
        harness.setProcessingTime(2_000_001);
        assertThat(harness.extractOutputValues())
                .containsExactlyInAnyOrder(
                        new SegmentCount("a", 2, 2_000_001_000L, 2_000_001),
                        new SegmentCount("b", 7, 2_000_001_000L, 2_000_001));
        harness.processElement(new StreamRecord<>(new SegmentDelta("a", 60_000, 1, 0, 0, 0)));
        harness.processWatermark(119_999);
        assertThat(harness.getSideOutput(SegmentCounter.HISTORY))
                .extracting(StreamRecord::getValue)
                .containsExactlyInAnyOrder(
                        new SegmentWindow("a", 60_000, 120_000, 3, 2, 1, 1, -1, 2_000_001_000L),
                        new SegmentWindow("b", 60_000, 120_000, 7, 2, 0, 0, 0, 2_000_001_000L));
        harness.close();
    }

    private static void writeState(Path file) throws Exception {
        var harness = harness();
        harness.open();
        harness.setProcessingTime(1_000_000);
        for (SegmentDelta delta :
                List.of(
                        new SegmentDelta("a", 0, 4, 0, 0, 0),
                        new SegmentDelta("b", 0, 5, 0, 0, 0))) {
            harness.processElement(new StreamRecord<>(delta));
        }
        harness.processWatermark(59_999);
        harness.processElement(new StreamRecord<>(new SegmentDelta("b", 60_000, 2, 0, 0, 0)));
        harness.setProcessingTime(1_000_999);
        harness.processElement(new StreamRecord<>(new SegmentDelta("a", 60_000, 1, 1, 1, -1)));
        OperatorSubtaskState state = harness.snapshot(1, 1);
        OperatorSnapshotUtil.writeStateHandle(state, file.toString());
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SegmentDelta, SegmentCount>
            harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new SegmentCounter("segments", new TumblingWindow(60_000), 1_000),
                SegmentDelta::segment,
                Types.STRING);
    }
}
