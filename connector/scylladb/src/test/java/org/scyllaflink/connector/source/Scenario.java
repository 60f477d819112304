/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;

/**
 * A log with generation switches in it, and what must come out of it: each key's numbers count up
 * from 0, over the switches too.
 */
final class Scenario {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration CONFIDENCE = Duration.ofMillis(40);
    static final Duration LEAD = Duration.ofMillis(250);
    private static final int KEYS = 7;

    private static final TableName CARTS = new TableName("shop", "carts");
    private static final TableName STOCK = new TableName("store", "stock");

    private final ManualClock clock = new ManualClock(START.plusMillis(1));
    private final FakeCluster cluster;
    private final Random random;
    private final Map<TableName, FakeGenerations> tables = new LinkedHashMap<>();
    private final Map<String, Integer> written = new HashMap<>();
    private final Instant end;
    private final int[] switches;
    private final boolean lateBatches;

    /** What tables there are. */
    enum Layout {
        /** One, in a vnode keyspace. */
        VNODES,
        /** One, with tablets that split, merge, and are left alone by a change of others. */
        TABLETS,
        /** Two in vnode keyspaces and one with tablets. */
        MIXED
    }

    /**
     * All batches show in time.
     *
     * @param batches how many are written, evenly from the start to the end
     * @param switches milliseconds after the start at which generations begin
     */
    Scenario(long seed, int batches, Duration length, int... switches) {
        this(Layout.VNODES, seed, batches, length, switches);
    }

    /** As the other one; stream sets of tablets begin at the same times as generations. */
    Scenario(Layout layout, long seed, int batches, Duration length, int... switches) {
        this(layout, false, seed, batches, length, switches);
    }

    private Scenario(
            Layout layout,
            boolean lateBatches,
            long seed,
            int batches,
            Duration length,
            int... switches) {
        this.lateBatches = lateBatches;
        this.switches = switches;
        this.random = new Random(seed);
        this.cluster = new FakeCluster(clock, 2);
        this.end = START.plus(length);
        if (layout != Layout.TABLETS) {
            announceVnodes();
            tables.put(Changes.TABLE, cluster.vnodes());
        }
        if (layout == Layout.MIXED) {
            cluster.addTable(CARTS);
            tables.put(CARTS, cluster.vnodes());
        }
        if (layout != Layout.VNODES) {
            TableName table = layout == Layout.MIXED ? STOCK : Changes.TABLE;
            tables.put(table, cluster.addTabletTable(table));
            announceTablets(tables.get(table));
        }
        List<TableName> names = List.copyOf(tables.keySet());
        for (int i = 0; i < batches; i++) {
            long micros = START.toEpochMilli() * 1000 + length.toNanos() / 1000 * i / batches;
            write(names.get(random.nextInt(names.size())), micros);
        }
    }

    /** Some batches show later than the confidence window, but before their generation is read. */
    static Scenario withLateBatches(long seed, int batches, Duration length, int... switches) {
        return new Scenario(Layout.VNODES, true, seed, batches, length, switches);
    }

    private void announceVnodes() {
        cluster.announce(START, START, Changes.streams(0, 3, 2));
        for (int i = 0; i < switches.length; i++) {
            Instant start = START.plusMillis(switches[i]);
            cluster.announce(start, start.minus(LEAD), Changes.streams(i + 1, 2 + i, 2));
        }
    }

    /** All split, then two of four merge, then those two split again while the others go on. */
    private void announceTablets(FakeGenerations generations) {
        List<List<StreamId>> sets =
                List.of(
                        Changes.tablets(0, 200, 400),
                        Changes.tablets(1, 100, 200, 300, 400),
                        both(Changes.tablets(1, 100, 200), Changes.tablets(2, 400)),
                        both(Changes.tablets(3, 200), Changes.tablets(2, 400)));
        generations.announce(START, START, sets.get(0));
        for (int i = 0; i < switches.length; i++) {
            Instant start = START.plusMillis(switches[i]);
            generations.announce(start, start.minus(LEAD), sets.get((i + 1) % sets.size()));
        }
    }

    private static List<StreamId> both(List<StreamId> first, List<StreamId> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private void write(TableName table, long micros) {
        Instant time = Instant.ofEpochMilli(micros / 1000);
        int key = random.nextInt(KEYS);
        FakeGenerations generations = tables.get(table);
        StreamId stream = Changes.streamOf(key, generations.streamsAt(time));
        List<Integer> numbers = new ArrayList<>();
        for (int row = 0; row <= random.nextInt(3); row++) {
            numbers.add(written.merge(table + "/" + key, 1, Integer::sum) - 1);
        }
        CdcTime cdcTime = new CdcTime(CdcTime.lowest(micros).mostSignificant(), random.nextLong());
        ChangeBatch batch =
                Changes.batch(
                        Changes.schema(table),
                        stream,
                        generations.generationAt(time),
                        cdcTime,
                        key,
                        numbers);
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

    /** How many ranges the generations of all tables have at a time. */
    long rangesAt(Instant time) {
        return tables.values().stream()
                .mapToLong(generations -> Changes.ranges(generations.streamsAt(time)).size())
                .sum();
    }

    ScyllaCdcSourceBuilder<Change> source() {
        String[] names = tables.keySet().stream().map(TableName::toString).toArray(String[]::new);
        ScyllaCdcSourceBuilder<Change> source =
                ScyllaCdcSource.<Change>builder()
                        .connection(cluster)
                        .tables(names)
                        .deserializer(ChangeDeserializationSchema.changes())
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
        Map<String, List<Integer>> byRow = new HashMap<>();
        for (Change change : downstream.received()) {
            byRow.computeIfAbsent(Changes.row(change), row -> new ArrayList<>())
                    .add(Changes.number(change));
        }
        written.forEach(
                (row, count) ->
                        assertThat(byRow.get(row))
                                .as("numbers of %s", row)
                                .satisfies(numbers -> assertExactly(numbers, count)));
        assertThat(byRow).hasSameSizeAs(written);
        assertNothingOdd(downstream);
    }

    private void assertExactly(List<? extends Integer> numbers, int count) {
        List<Integer> expected = IntStream.range(0, count).boxed().toList();
        List<Integer> received = new ArrayList<>(numbers);
        if (lateBatches) {
            received.sort(null);
        }
        assertThat(received).containsExactlyElementsOf(expected);
    }

    /** As after a failure of one region of a job without a shuffle: in order from each stream. */
    void assertExactlyOnceInOrderOfStreams(Downstream downstream) {
        Map<String, List<Integer>> byStream = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Change change : downstream.received()) {
            String stream = Changes.row(change) + " of " + change.origin().generationStart();
            byStream.computeIfAbsent(stream, row -> new ArrayList<>()).add(Changes.number(change));
            counts.merge(Changes.row(change), 1, Integer::sum);
        }
        assertThat(counts).isEqualTo(written);
        byStream.forEach(
                (stream, numbers) ->
                        assertThat(numbers)
                                .as("numbers of %s", stream)
                                .isSorted()
                                .doesNotHaveDuplicates());
        assertNothingOdd(downstream);
    }

    private void assertNothingOdd(Downstream downstream) {
        assertThat(downstream.late()).as("rows behind the watermark").isEmpty();
        assertThat(cluster.complaints()).isEmpty();
        if (!lateBatches) {
            assertThat(downstream.outOfTime()).isEmpty();
        }
    }
}
