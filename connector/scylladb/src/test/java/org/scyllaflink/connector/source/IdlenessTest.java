/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.StreamId;

/** More readers than splits: none of them holds the watermark, and no row comes behind it. */
class IdlenessTest {

    private static final Instant START = Scenario.START;
    private static final Instant SWITCH = START.plusMillis(400);
    private static final Duration STEP = Duration.ofMillis(20);

    private final ManualClock clock = new ManualClock(START.plusMillis(1));
    private final FakeCluster cluster = new FakeCluster(clock, 10);
    private int written;

    @Test
    void aReaderThatNeverHadASplitDoesNotHoldTheWatermark() throws Exception {
        announce(START, 2);
        write(START.plusMillis(100));
        try (LocalJob job = new LocalJob(source(), 4)) {
            runUntil(job, START.plusMillis(300));
            assertComplete(job);
        }
    }

    @Test
    void aReaderThatLostItsLastSplitDoesNotHoldTheWatermark() throws Exception {
        announce(START, 4);
        announce(SWITCH, 1);
        write(START.plusMillis(100));
        write(SWITCH.plusMillis(100));
        try (LocalJob job = new LocalJob(source(), 4)) {
            runUntil(job, SWITCH.plusMillis(300));
            assertComplete(job);
        }
    }

    @Test
    void aReaderThatGotItsFirstSplitLosesNoRowBehindTheWatermark() throws Exception {
        announce(START, 1);
        announce(SWITCH, 4);
        for (int i = 0; i < 40; i++) {
            write(SWITCH.plusMillis(i * 5));
        }
        try (LocalJob job = new LocalJob(source(), 4)) {
            runUntil(job, SWITCH.plusMillis(300));
            assertComplete(job);
        }
    }

    @Test
    void readersComeAndGo() throws Exception {
        announce(START, 4);
        announce(SWITCH, 1);
        announce(SWITCH.plusMillis(400), 4);
        announce(SWITCH.plusMillis(800), 2);
        for (int i = 0; i < 120; i++) {
            write(START.plusMillis(i * 10));
        }
        try (LocalJob job = new LocalJob(source(), 4)) {
            runUntil(job, SWITCH.plusMillis(1_200));
            assertComplete(job);
        }
    }

    @Test
    void aReaderIsNotIdleBeforeTheEnumeratorSaysSo() throws Exception {
        announce(START, 1);
        cluster.metadataDown(false);
        try (LocalJob job = new LocalJob(source(), 2)) {
            job.toEnumerator(0);
            job.discover();
            for (int i = 0; i < 50; i++) {
                job.toReaders();
                job.reader(0).poll();
                job.reader(1).poll();
                clock.advance(STEP);
            }
            assertThat(job.downstream().watermark())
                    .as("the second reader has not been heard of")
                    .isEqualTo(Long.MIN_VALUE);
        }
    }

    private void announce(Instant start, int vnodes) {
        int generation = (int) (start.toEpochMilli() - START.toEpochMilli());
        cluster.announce(start, start.minus(Scenario.LEAD), Changes.streams(generation, vnodes, 2));
    }

    private void write(Instant time) {
        List<StreamId> streams = cluster.streamsAt(time);
        StreamId stream = streams.get(written % streams.size());
        CdcTime cdcTime = CdcTime.lowest(time.toEpochMilli() * 1000);
        cluster.write(
                Changes.batch(
                        stream, cluster.generationAt(time), cdcTime, written, List.of(written)),
                time);
        written++;
    }

    private ScyllaCdcSource<Change> source() {
        return ScyllaCdcSource.<Change>builder()
                .connection(cluster)
                .table(Changes.TABLE)
                .deserializer(ChangeDeserializationSchema.changes(Changes.SCHEMA))
                .startingPoint(StartingPoint.earliest())
                .confidenceWindow(Scenario.CONFIDENCE)
                .windows(Duration.ofMillis(20), Duration.ofMillis(100))
                .discovery(Duration.ofMillis(50), Scenario.LEAD.minusMillis(50))
                .clock(clock)
                .build();
    }

    private void runUntil(LocalJob job, Instant watermark) throws Exception {
        Instant deadline = Instant.now().plusSeconds(30);
        while (job.downstream().watermark() < watermark.toEpochMilli()) {
            assertThat(Instant.now())
                    .as("time, at watermark %d", job.downstream().watermark())
                    .isBefore(deadline);
            clock.advance(STEP);
            job.discover();
            job.exchange();
            for (int reader = 0; reader < 4; reader++) {
                job.reader(reader).await(1);
                while (job.reader(reader).poll()) {
                    job.reader(reader).emitPeriodicWatermark();
                }
            }
        }
    }

    private void assertComplete(LocalJob job) {
        assertThat(job.downstream().received())
                .extracting(Changes::number)
                .hasSize(written)
                .doesNotHaveDuplicates();
        assertThat(job.downstream().late()).isEmpty();
        assertThat(cluster.complaints()).isEmpty();
    }
}
