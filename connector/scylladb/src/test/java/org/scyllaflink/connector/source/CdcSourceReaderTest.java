/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.io.PushingAsyncDataInput.DataOutput;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TokenRange;
import org.scyllaflink.connector.source.HeldSplit.Phase;

/** One reader, told by hand what an enumerator would. */
class CdcSourceReaderTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SWITCH = START.plusMillis(1_000);

    private final ManualClock clock = new ManualClock(START.plusSeconds(60));
    private final FakeCluster cluster = new FakeCluster(clock, 10);
    private final List<StreamId> streams = Changes.streams(0, 1, 2);
    private final Recorder recorder = new Recorder();

    @Test
    void emitsAWholeBatchInOnePollAndCountsChanges() throws Exception {
        CdcTime time = CdcTime.lowest(START.toEpochMilli() * 1000 + 500_123);
        cluster.write(Changes.batch(streams.get(0), START, time, 7, List.of(1, 2, 3)), START);
        try (LocalReader reader = reader(split(START))) {
            reader.receive(schedule(START));
            List<Integer> emittedByPoll = new ArrayList<>();
            pollUntil(reader, SWITCH, emittedByPoll);

            assertThat(emittedByPoll).contains(3).doesNotContain(1, 2);
            assertThat(recorder.timestamps).containsOnly(START.toEpochMilli() + 500);
            assertThat(reader.recordsIn()).isEqualTo(3);
        }
    }

    @Test
    void holdsTheWatermarkOfASplitThatWaits() throws Exception {
        try (LocalReader reader = reader(split(SWITCH))) {
            reader.receive(schedule(START));
            pollUntil(reader, SWITCH, new ArrayList<>());
            assertThat(recorder.watermarks).containsExactly(SWITCH.toEpochMilli() - 1);
        }
    }

    @Test
    void reportsSplitsWhenItStartsWhenTheyAreOpenedAndWhenTheyAreRead() throws Exception {
        try (LocalReader reader = reader(split(START))) {
            assertThat(reports(reader)).containsExactly(List.of(Phase.REGISTERED));

            reader.receive(new LocalEnumerator.Message.Splits(List.of(split(SWITCH))));
            reader.receive(schedule(START));
            pollUntil(reader, SWITCH, new ArrayList<>());
            pollAll(reader);

            assertThat(reports(reader))
                    .last()
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .containsExactlyInAnyOrder(Phase.FINISHED, Phase.REGISTERED);
        }
    }

    @Test
    void reportsManySplitsThatAreOpenedAtOnceInFewReports() throws Exception {
        try (LocalReader reader = reader(split(START))) {
            reader.outbox().clear();
            int splits = 300;
            List<StreamGroupSplit> more = new ArrayList<>();
            for (int group = 1; group < splits; group++) {
                more.add(split(SWITCH, group));
            }
            reader.receive(new LocalEnumerator.Message.Splits(more));
            reader.receive(schedule(START));
            pollUntil(reader, SWITCH, new ArrayList<>());
            pollAll(reader);

            assertThat(reports(reader))
                    .hasSizeLessThan(20)
                    .last()
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .hasSize(splits);
        }
    }

    @Test
    void isIdleOnceItsLastSplitIsTakenOverFrom() throws Exception {
        try (LocalReader reader = reader(split(START))) {
            reader.receive(schedule(START));
            pollUntil(reader, SWITCH, new ArrayList<>());
            assertThat(recorder.statuses).isEmpty();

            reader.receive(schedule(SWITCH));
            pollUntilStatus(reader, WatermarkStatus.IDLE);
        }
    }

    @Test
    void isActiveAgainWithASplitThatIsNoFurtherThanItself() throws Exception {
        try (LocalReader reader = reader(split(START))) {
            reader.receive(schedule(START));
            pollUntil(reader, SWITCH, new ArrayList<>());
            reader.receive(schedule(SWITCH));
            pollUntilStatus(reader, WatermarkStatus.IDLE);

            reader.receive(new LocalEnumerator.Message.Splits(List.of(split(SWITCH))));

            pollUntilStatus(reader, WatermarkStatus.ACTIVE);
            assertThat(recorder.watermarks.get(recorder.watermarks.size() - 1))
                    .isEqualTo(SWITCH.toEpochMilli() - 1);
        }
    }

    @Test
    void failsWithTheReasonWhyTheLogCannotBeRead() throws Exception {
        cluster.logDown(true);
        try (LocalReader reader = reader(split(START))) {
            reader.receive(schedule(START));
            assertThatThrownBy(() -> pollUntil(reader, SWITCH, new ArrayList<>()))
                    .hasRootCauseMessage("no node answers")
                    .hasStackTraceContaining("cannot read stream " + streams.get(0));
            Counter errors = (Counter) reader.metrics().get("numRecordsInErrors");
            assertThat(errors.getCount()).isEqualTo(1);
        }
    }

    private LocalReader reader(StreamGroupSplit split) throws Exception {
        cluster.announce(START, START, streams);
        cluster.announce(SWITCH, START, streams);
        ScyllaCdcSource<Change> source =
                ScyllaCdcSource.<Change>builder()
                        .connection(cluster)
                        .table(Changes.TABLE)
                        .deserializer(ChangeDeserializationSchema.changes(Changes.SCHEMA))
                        .clock(clock)
                        .build();
        return new LocalReader(source, List.of(split), recorder);
    }

    private StreamGroupSplit split(Instant generation) {
        return split(generation, 0);
    }

    private StreamGroupSplit split(Instant generation, int group) {
        return new StreamGroupSplit(
                Changes.TABLE,
                generation,
                group,
                TokenRange.ring(),
                streams,
                Position.startOf(generation));
    }

    private static LocalEnumerator.Message schedule(Instant current) {
        Instant horizon = START.plusMillis(1_000);
        return new LocalEnumerator.Message.Event(
                new ReadingSchedule(
                        horizon.toEpochMilli(),
                        Map.of(
                                Changes.TABLE,
                                new TableSchedule(
                                        current.toEpochMilli(),
                                        List.of(SWITCH.toEpochMilli()),
                                        false,
                                        Set.of(),
                                        null)),
                        true,
                        false));
    }

    private void pollUntil(LocalReader reader, Instant watermark, List<Integer> emittedByPoll)
            throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (recorder.watermarks.isEmpty()
                || recorder.watermarks.get(recorder.watermarks.size() - 1)
                        < watermark.toEpochMilli() - 1) {
            assertThat(Instant.now()).as("time").isBefore(deadline);
            int before = recorder.timestamps.size();
            if (!reader.poll()) {
                reader.await(5);
            }
            emittedByPoll.add(recorder.timestamps.size() - before);
        }
    }

    private void pollUntilStatus(LocalReader reader, WatermarkStatus status) throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (!recorder.statuses.contains(status)) {
            assertThat(Instant.now()).as("time").isBefore(deadline);
            if (!reader.poll()) {
                reader.await(5);
            }
        }
    }

    private static void pollAll(LocalReader reader) throws Exception {
        boolean more = true;
        while (more) {
            more = reader.poll();
        }
    }

    private static List<List<Phase>> reports(LocalReader reader) {
        List<List<Phase>> reports = new ArrayList<>();
        for (SourceEvent event : reader.outbox()) {
            reports.add(((ReaderReport) event).splits().stream().map(HeldSplit::phase).toList());
        }
        return reports;
    }

    private static final class Recorder implements DataOutput<Change> {

        private final List<Long> timestamps = new ArrayList<>();
        private final List<Long> watermarks = new ArrayList<>();
        private final List<WatermarkStatus> statuses = new ArrayList<>();

        @Override
        public void emitRecord(StreamRecord<Change> element) {
            timestamps.add(element.getTimestamp());
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
        }

        @Override
        public void emitWatermarkStatus(WatermarkStatus status) {
            statuses.add(status);
        }

        @Override
        public void emitLatencyMarker(LatencyMarker marker) {}

        @Override
        public void emitRecordAttributes(RecordAttributes attributes) {}

        @Override
        public void emitWatermark(WatermarkEvent event) {}
    }
}
