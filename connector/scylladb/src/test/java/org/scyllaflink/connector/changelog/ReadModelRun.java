/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.TableReads;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.model.KeySpace;
import org.scyllaflink.testkit.model.RandomWrites;
import org.scyllaflink.testkit.model.TableModel;
import org.scyllaflink.testkit.model.TableShape;
import org.scyllaflink.testkit.model.Write;
import org.scyllaflink.testkit.model.WriteMix;

/**
 * A table that had rows before the log was read: they come with a snapshot, or by reads of
 * partitions that a change touches. While they come the table goes on changing. Whenever all that
 * was written has come from the log, too, what went out must add up to the table.
 */
final class ReadModelRun {

    private static final int RETENTION_MILLIS = 5_000;
    private static final WriteMix MIX =
            WriteMix.everything().withTtls(0.4, 1, 8).withTieShare(0.2).withNullShare(0.2);

    /** As many as ties of {@link RandomWrites} reach back to, at least. */
    private static final int RECENT = 40;

    /** Where the operator finds the reads of a run: it takes what opens them along, serialized. */
    private static final Map<Long, ModelledReads> READS = new ConcurrentHashMap<>();

    /** How rows of before the log come. */
    enum Start {
        SNAPSHOT,
        FIRST_TOUCH
    }

    private sealed interface Step {
        record Changed(Change change) implements Step {}

        record Read(Key partition) implements Step {}

        record Watermark(long millis) implements Step {}
    }

    private final Start start;
    private final TableShape shape;
    private final Random random;
    private final TableModel model;
    private final ModelledReads table;
    private final WriteLog log;
    private final ChangelogHarness changelog;
    private final List<Write> waiting = new ArrayList<>();
    private final Deque<Long> recent = new ArrayDeque<>();
    private final Set<Object> touched = new HashSet<>();
    private final List<Key> unread;
    private final long logStartMillis;
    private RandomWrites writes;
    private long nowMillis = 1_000_000;
    private long watermark = Long.MIN_VALUE;
    private Sent sent;

    private final List<Step> sinceSnapshot = new ArrayList<>();
    private ChangelogHarness.Snapshot snapshot;
    private Sent sentAtSnapshot;

    /** What went out, and what of it the watermark has not reached. */
    private record Sent(MaterializedRows rows, List<StreamRecord<RowData>> ahead) {
        Sent copy() {
            return new Sent(rows.copy(), new ArrayList<>(ahead));
        }
    }

    ReadModelRun(
            TableShape shape, StateBackend backend, Start start, boolean elementTimes, long seed)
            throws Exception {
        this.start = start;
        this.shape = shape;
        this.random = new Random(seed);
        TableSchema schema = WrittenSchema.of(shape);
        this.model = new TableModel(shape);
        this.table = new ModelledReads(model, schema, elementTimes);
        this.log = new WriteLog(shape, schema);
        READS.put(seed, table);
        TableReads.Opener opener = () -> READS.get(seed);
        this.changelog =
                new ChangelogHarness(
                                RowLayout.of(schema),
                                RETENTION_MILLIS,
                                backend,
                                start == Start.SNAPSHOT
                                        ? UnknownRows.inSnapshot(opener)
                                        : UnknownRows.read(opener))
                        .open(1);
        this.sent = new Sent(new MaterializedRows(schema), new ArrayList<>());
        writeBeforeTheLog(elementTimes);
        this.logStartMillis = nowMillis;
        this.unread = new ArrayList<>(start == Start.SNAPSHOT ? table.partitions() : List.of());
        renewWrites();
        takeSnapshot();
    }

    /**
     * Markers have no TTL here: a SELECT does not tell it. Nor that of elements, if they say so.
     */
    private void writeBeforeTheLog(boolean elementTimes) {
        WriteMix mix = elementTimes ? MIX : MIX.withTtls(0, 1, 1);
        writes = new RandomWrites(shape, keys(), mix, random.nextLong());
        for (int i = 0; i < 150; i++) {
            goOn(random.nextInt(100));
            for (Write write : Write.singles(writes.next(nowMillis * 1_000))) {
                table.write(
                        write instanceof Write.Insert insert
                                ? new Write.Insert(insert.key(), insert.cells(), insert.micros(), 0)
                                : write);
            }
        }
        goOn(1_000);
    }

    /** Plays this many phases, each with an end where all has come. */
    void go(int phases) throws Exception {
        for (int phase = 0; phase < phases; phase++) {
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                interval();
                switch (random.nextInt(8)) {
                    case 0 -> rescale();
                    case 1 -> takeSnapshot();
                    case 2 -> fail();
                    default -> {}
                }
            }
            end();
        }
        changelog.close();
    }

    private void interval() throws Exception {
        for (int i = random.nextInt(20); i > 0; i--) {
            goOn(random.nextInt(4) == 0 ? random.nextInt(1_000) : 0);
            write();
        }
        long next = Math.floorDiv(recent.getFirst(), 1_000L) - 1 - random.nextInt(1_000);
        // The first change of a partition is its earliest, unless all of it is late.
        arriveUntil(start == Start.SNAPSHOT ? next + random.nextInt(2_000) : next);
        if (!unread.isEmpty() && random.nextBoolean()) {
            play(new Step.Read(unread.remove(random.nextInt(unread.size()))));
        }
        if (unread.isEmpty() && next > Math.max(watermark, logStartMillis)) {
            play(new Step.Watermark(next));
        }
    }

    /** All comes, and time goes on over some expiries. */
    private void end() throws Exception {
        goOn(10 + random.nextInt(4_000));
        while (!unread.isEmpty()) {
            play(new Step.Read(unread.remove(0)));
        }
        arriveUntil(Long.MAX_VALUE);
        play(new Step.Watermark(nowMillis));
        assertThat(sent.ahead()).isEmpty();
        assertThat(sent.rows().rows()).as("rows at %d ms", nowMillis).isEqualTo(expected());
        renewWrites();
    }

    private void write() {
        Write write = writes.next(nowMillis * 1_000 + random.nextInt(3_000));
        table.write(write);
        waiting.add(write);
        recent.addLast(write.micros());
        if (recent.size() > RECENT) {
            recent.removeFirst();
        }
    }

    /** No tie reaches back over the end of a phase, which would make it late. */
    private void renewWrites() {
        goOn(10);
        writes = new RandomWrites(shape, keys(), MIX, random.nextLong());
        recent.clear();
        recent.addLast(nowMillis * 1_000);
    }

    /** A log is in the order of its times, as far as one partition is concerned. */
    private void arriveUntil(long millis) throws Exception {
        List<Write> arriving =
                waiting.stream()
                        .filter(write -> Math.floorDiv(write.micros(), 1_000) <= millis)
                        .sorted(Comparator.comparingLong(Write::micros))
                        .toList();
        waiting.removeAll(arriving);
        for (Write write : arriving) {
            touched.add(write.partition().get(0));
            for (Change change : log.changes(write)) {
                play(new Step.Changed(change));
            }
        }
    }

    private void play(Step step) throws Exception {
        sinceSnapshot.add(step);
        replay(step);
    }

    private void replay(Step step) throws Exception {
        if (step instanceof Step.Changed changed) {
            changelog.send(changed.change());
        } else if (step instanceof Step.Read read) {
            CdcTime logStart = CdcTime.lowest(logStartMillis * 1_000);
            for (Change row : table.read(read.partition(), logStart)) {
                changelog.send(row);
            }
        } else if (step instanceof Step.Watermark mark) {
            changelog.watermark(mark.millis());
            receive();
            watermark = mark.millis();
            List<StreamRecord<RowData>> due =
                    sent.ahead().stream().filter(row -> row.getTimestamp() <= watermark).toList();
            sent.ahead().removeAll(due);
            sent.rows().add(due, watermark);
        }
    }

    private void receive() {
        sent.ahead().addAll(changelog.rows());
    }

    private void rescale() throws Exception {
        takeSnapshot();
        changelog.restore(snapshot, 1 + random.nextInt(4));
    }

    private void takeSnapshot() throws Exception {
        snapshot = changelog.snapshot();
        receive();
        sentAtSnapshot = sent.copy();
        sinceSnapshot.clear();
    }

    /** All since the snapshot is lost and comes again; reads find the table as it is now. */
    private void fail() throws Exception {
        changelog.restore(snapshot, 1 + random.nextInt(4));
        sent = sentAtSnapshot.copy();
        for (Step step : List.copyOf(sinceSnapshot)) {
            replay(step);
        }
    }

    private void goOn(long millis) {
        nowMillis += millis;
        table.goOnTo(nowMillis * 1_000 + 999);
    }

    private Set<List<Object>> expected() {
        Set<List<Object>> expected = ModelledRows.at(model, nowMillis);
        if (start == Start.FIRST_TOUCH) {
            expected.removeIf(row -> !touched.contains(row.get(0)));
        }
        return expected;
    }

    private KeySpace keys() {
        return new KeySpace(3, shape.clusteringKey().size() > 1 ? 3 : 8, 3);
    }
}
