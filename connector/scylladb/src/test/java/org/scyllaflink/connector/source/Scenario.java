/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;

/**
 * A log with generation switches in it, and what must come out of it: each key's numbers count up
 * from 0, over the switches too.
 */
final class Scenario {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration CONFIDENCE = Duration.ofMillis(40);
    static final Duration LEAD = Duration.ofMillis(250);
    private static final int KEYS = 7;

    private final ManualClock clock = new ManualClock(START.plusMillis(1));
    private final FakeCluster cluster;
    private final Random random;
    private final Map<Integer, Integer> written = new HashMap<>();
    private final Instant end;
    private final int[] switches;
    private final boolean lateBatches;

    /**
     * All batches show in time.
     *
     * @param batches how many are written, evenly from the start to the end
     * @param switches milliseconds after the start at which generations begin
     */
    Scenario(long seed, int batches, Duration length, int... switches) {
        this(false, seed, batches, length, switches);
    }

    private Scenario(
            boolean lateBatches, long seed, int batches, Duration length, int... switches) {
        this.lateBatches = lateBatches;
        this.switches = switches;
        this.random = new Random(seed);
        this.cluster = new FakeCluster(clock, 2);
        this.end = START.plus(length);
        cluster.announce(START, START, Changes.streams(0, 3, 2));
        for (int i = 0; i < switches.length; i++) {
            Instant start = START.plusMillis(switches[i]);
            cluster.announce(start, start.minus(LEAD), Changes.streams(i + 1, 2 + i, 2));
        }
        for (int i = 0; i < batches; i++) {
            write(START.toEpochMilli() * 1000 + length.toNanos() / 1000 * i / batches);
        }
    }

    /** Some batches show later than the confidence window, but before their generation is read. */
    static Scenario withLateBatches(long seed, int batches, Duration length, int... switches) {
        return new Scenario(true, seed, batches, length, switches);
    }

    private void write(long micros) {
        Instant time = Instant.ofEpochMilli(micros / 1000);
        int key = random.nextInt(KEYS);
        StreamId stream = Changes.streamOf(key, cluster.streamsAt(time));
        List<Integer> numbers = new ArrayList<>();
        for (int row = 0; row <= random.nextInt(3); row++) {
            numbers.add(written.merge(key, 1, Integer::sum) - 1);
        }
        CdcTime cdcTime = new CdcTime(CdcTime.lowest(micros).mostSignificant(), random.nextLong());
        ChangeBatch batch =
                Changes.batch(stream, cluster.generationAt(time), cdcTime, key, numbers);
        cluster.write(batch, time.plusMillis(random.nextInt(mostDelayMillis(time))));
    }

    private int mostDelayMillis(Instant time) {
        if (!lateBatches || random.nextInt(3) > 0) {
            return (int) CONFIDENCE.toMillis();
        }
        Instant endOfGeneration =
                Arrays.stream(switches)
                        .mapToObj(START::plusMillis)
                        .filter(time::isBefore)
                        .findFirst()
                        .orElse(end);
        return (int) Duration.between(time, endOfGeneration.plus(CONFIDENCE)).toMillis();
    }

    FakeCluster cluster() {
        return cluster;
    }

    ManualClock clock() {
        return clock;
    }

    Instant end() {
        return end;
    }

    ScyllaCdcSourceBuilder<Change> source() {
        ScyllaCdcSourceBuilder<Change> source =
                ScyllaCdcSource.<Change>builder()
                        .connection(cluster)
                        .table(Changes.TABLE)
                        .deserializer(ChangeDeserializationSchema.changes(Changes.SCHEMA))
                        .startingPoint(StartingPoint.earliest())
                        .until(end)
                        .confidenceWindow(CONFIDENCE)
                        .windows(Duration.ofMillis(20), Duration.ofMillis(100))
                        .discovery(Duration.ofMillis(50), LEAD.minusMillis(50))
                        .clock(clock);
        return lateBatches ? source.lateSweep(Duration.ofMillis(60), Duration.ofHours(1)) : source;
    }

    /** In order unless batches are late, which have none. */
    void assertExactlyOnceInOrder(Downstream downstream) {
        Map<Integer, List<Integer>> byKey = new HashMap<>();
        for (Change change : downstream.received()) {
            byKey.computeIfAbsent(Changes.key(change), key -> new ArrayList<>())
                    .add(Changes.number(change));
        }
        written.forEach(
                (key, count) ->
                        assertThat(byKey.get(key))
                                .as("numbers of key %d", key)
                                .satisfies(numbers -> assertExactly(numbers, count)));
        assertThat(downstream.late()).as("rows behind the watermark").isEmpty();
        assertThat(cluster.complaints()).isEmpty();
        if (!lateBatches) {
            assertThat(downstream.outOfTime()).isEmpty();
        }
    }

    private void assertExactly(List<? extends Integer> numbers, int count) {
        List<Integer> expected = IntStream.range(0, count).boxed().toList();
        List<Integer> received = new ArrayList<>(numbers);
        if (lateBatches) {
            received.sort(null);
        }
        assertThat(received).containsExactlyElementsOf(expected);
    }
}
