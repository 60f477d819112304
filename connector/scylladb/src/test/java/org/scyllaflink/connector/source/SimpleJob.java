/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.source.LocalJob.Checkpoint;

/** A job of two readers on a cluster in memory, whose time goes on as told. */
final class SimpleJob implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMillis(20);

    private final ManualClock clock = new ManualClock(START.plusMillis(1));
    private final FakeCluster cluster = new FakeCluster(clock, 10);
    private final Map<TableName, Integer> written = new HashMap<>();
    private LocalJob job;

    FakeCluster cluster() {
        return cluster;
    }

    ManualClock clock() {
        return clock;
    }

    LocalJob job() {
        return job;
    }

    /** One number a key, evenly spread over a stretch of time. */
    void write(TableName table, FakeGenerations generations, int fromMillis, int untilMillis) {
        for (int millis = fromMillis; millis < untilMillis; millis += 7) {
            Instant time = START.plusMillis(millis);
            int number = written.merge(table, 1, Integer::sum) - 1;
            cluster.write(
                    Changes.batch(
                            Changes.schema(table),
                            Changes.streamOf(number % 7, generations.streamsAt(time)),
                            generations.generationAt(time),
                            CdcTime.lowest(time.toEpochMilli() * 1000),
                            number % 7,
                            List.of(number)),
                    time);
        }
    }

    ScyllaCdcSourceBuilder<Change> source(String... tables) {
        return ScyllaCdcSource.<Change>builder()
                .connection(cluster)
                .tables(tables)
                .deserializer(ChangeDeserializationSchema.changes())
                .startingPoint(StartingPoint.earliest())
                .confidenceWindow(Duration.ofMillis(40))
                .windows(Duration.ofMillis(20), Duration.ofMillis(100))
                .discovery(Duration.ofMillis(20), Duration.ofMillis(200))
                .clock(clock);
    }

    void start(ScyllaCdcSourceBuilder<Change> source, Checkpoint checkpoint) throws Exception {
        close();
        job = new LocalJob(source.build(), 2, checkpoint);
    }

    /** Goes on until the watermark has reached a time. */
    void runUntil(int millis) throws Exception {
        long watermark = START.plusMillis(millis).toEpochMilli() - 1;
        run(() -> job.downstream().watermark() >= watermark);
    }

    /** Goes on until the clock has reached a time. */
    void runUntilClock(int millis) throws Exception {
        run(() -> clock.millis() >= START.plusMillis(millis).toEpochMilli());
    }

    void runToEnd() throws Exception {
        run(job::hasEnded);
    }

    private void run(BooleanSupplier done) throws Exception {
        Instant deadline = Instant.now().plusSeconds(20);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("time").isBefore(deadline);
            clock.advance(STEP);
            job.discover();
            read();
        }
    }

    /** Does what can be done without the clock or a look for generations. */
    void read() throws Exception {
        for (int round = 0; round < 3; round++) {
            job.exchange();
            for (int reader = 0; reader < 2; reader++) {
                job.reader(reader).await(1);
                while (job.reader(reader).poll()) {
                    job.reader(reader).emitPeriodicWatermark();
                }
            }
        }
    }

    /** Everything that was written to a table came once, and nothing beyond a switch was read. */
    void assertComplete(TableName table) {
        assertAllOnce(table);
        assertThat(cluster.complaints()).isEmpty();
    }

    /** Everything that was written to a table came once. */
    void assertAllOnce(TableName table) {
        assertThat(numbers(table)).hasSize(written.getOrDefault(table, 0)).doesNotHaveDuplicates();
    }

    List<Integer> numbers(TableName table) {
        List<Integer> numbers = new ArrayList<>();
        for (Change change : job.downstream().received()) {
            if (change.origin().schema().table().equals(table)) {
                numbers.add(Changes.number(change));
            }
        }
        return numbers;
    }

    @Override
    public void close() {
        if (job != null) {
            job.close();
        }
    }
}
