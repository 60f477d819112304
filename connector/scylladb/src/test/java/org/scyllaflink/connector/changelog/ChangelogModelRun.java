/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.runtime.state.StateBackend;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.model.KeySpace;
import org.scyllaflink.testkit.model.RandomWrites;
import org.scyllaflink.testkit.model.TableModel;
import org.scyllaflink.testkit.model.TableShape;
import org.scyllaflink.testkit.model.Write;
import org.scyllaflink.testkit.model.WriteKind;
import org.scyllaflink.testkit.model.WriteMix;

/**
 * Random writes, in random order, some of them late, through the operator, which is stopped,
 * rescaled and thrown back to its last snapshot now and then. At every watermark what went out must
 * add up to what the model says.
 */
final class ChangelogModelRun {

    private static final long MAX_STEP_MILLIS = 5_000;
    private static final long LATE_MILLIS = 10_000;

    /** As short as it may be: a write is late by this less a millisecond at most. */
    private static final long RETENTION_MILLIS = LATE_MILLIS + MAX_STEP_MILLIS + 1;

    private static final int MAX_PARALLELISM = 4;
    private static final WriteMix MIX =
            WriteMix.everything()
                    .withWeight(WriteKind.LIST_PLACES, 8)
                    .withTtls(0.4, 1, 8)
                    .withTieShare(0.2)
                    .withNullShare(0.2);

    private final PlantedFault fault;
    private final TableSchema schema;
    private final Random random;
    private final TableModel model;
    private final RandomWrites writes;
    private final WriteLog log;
    private final ChangelogHarness changelog;
    private MaterializedRows rows;

    private final List<Write> waiting = new ArrayList<>();
    private long nowMillis = 1_000_000;
    private long watermark = nowMillis;

    /** What has happened since the snapshot: one list of writes for each watermark. */
    private final List<Interval> sinceSnapshot = new ArrayList<>();

    private ChangelogHarness.Snapshot snapshot;
    private MaterializedRows rowsAtSnapshot;

    private record Interval(List<Write> writes, long watermark) {}

    ChangelogModelRun(TableShape shape, StateBackend backend, long seed) throws Exception {
        this(shape, backend, seed, PlantedFault.NONE);
    }

    ChangelogModelRun(TableShape shape, StateBackend backend, long seed, PlantedFault fault)
            throws Exception {
        this.fault = fault;
        this.schema = WrittenSchema.of(shape);
        this.random = new Random(seed);
        this.model = new TableModel(shape);
        this.writes = new RandomWrites(shape, new KeySpace(3, rowsEach(shape), 3), MIX, seed);
        this.log = new WriteLog(shape, schema);
        this.changelog = new ChangelogHarness(schema, RETENTION_MILLIS, backend).open(1);
        this.rows = new MaterializedRows(schema);
        takeSnapshot();
    }

    /** So that a partition has 12 or 16 rows. */
    private static int rowsEach(TableShape shape) {
        return shape.clusteringKey().size() > 1 ? 4 : 12;
    }

    /** Plays this many intervals between watermarks. */
    void go(int intervals) throws Exception {
        for (int i = 0; i < intervals; i++) {
            interval();
            switch (random.nextInt(12)) {
                case 0 -> rescale();
                case 1 -> takeSnapshot();
                case 2 -> fail();
                default -> {}
            }
        }
        changelog.close();
    }

    /** Some time goes by, with writes; then the watermark follows, near or far behind. */
    private void interval() throws Exception {
        for (int i = random.nextInt(20); i > 0; i--) {
            nowMillis += random.nextInt(4) == 0 ? random.nextInt(1_500) : 0;
            waiting.add(write());
        }
        long next =
                Math.min(
                        watermark + MAX_STEP_MILLIS,
                        Math.max(watermark + 1, nowMillis - random.nextInt(3_000)));
        List<Write> arriving = new ArrayList<>();
        for (Write write : waiting) {
            if (random.nextInt(100) < percentArriving(write, next)) {
                arriving.add(write);
            }
        }
        waiting.removeAll(arriving);
        Interval interval = new Interval(arriving, next);
        sinceSnapshot.add(interval);
        play(interval);
        arriving.forEach(model::apply);
        watermark = next;
        assertThat(rows.rows()).as("rows at %d ms", watermark).isEqualTo(expected());
    }

    /** Now and then an expiring write has the time of an earlier one, too. */
    private Write write() {
        long soon = nowMillis * 1_000 + random.nextInt(3_000);
        // Values expire at whole seconds: now and then something is written at one.
        Write write = writes.next(random.nextInt(8) == 0 ? nextSecond(soon) : soon);
        if (!waiting.isEmpty() && write instanceof Write.Insert insert && random.nextInt(5) == 0) {
            long micros = waiting.get(waiting.size() - 1).micros();
            return new Write.Insert(insert.key(), insert.cells(), micros, insert.ttlSeconds());
        }
        return write;
    }

    private static long nextSecond(long micros) {
        return Math.floorDiv(micros, 1_000_000L) * 1_000_000L + 1_000_000L;
    }

    private int percentArriving(Write write, long nextWatermark) {
        long millis = Math.floorDiv(write.micros(), 1_000);
        if (millis <= watermark) {
            return millis < watermark - LATE_MILLIS ? 100 : 30;
        }
        return millis <= nextWatermark ? 90 : 50;
    }

    private void play(Interval interval) throws Exception {
        List<Write> shuffled = new ArrayList<>(interval.writes());
        Collections.shuffle(shuffled, random);
        for (Write write : shuffled) {
            for (Change change : log.changes(write)) {
                for (Change taken : fault.taken(change)) {
                    changelog.send(taken);
                }
            }
        }
        changelog.watermark(interval.watermark());
        rows.add(
                changelog.rows().stream()
                        .filter(row -> fault.isSent(row.getValue(), schema))
                        .toList(),
                interval.watermark());
    }

    private void rescale() throws Exception {
        changelog.restore(changelog.snapshot(), 1 + random.nextInt(MAX_PARALLELISM));
        takeSnapshot();
    }

    private void takeSnapshot() throws Exception {
        snapshot = changelog.snapshot();
        rowsAtSnapshot = rows.copy();
        sinceSnapshot.clear();
    }

    /** All since the snapshot is lost and comes again, in another order between watermarks. */
    private void fail() throws Exception {
        changelog.restore(snapshot, 1 + random.nextInt(MAX_PARALLELISM));
        rows = rowsAtSnapshot.copy();
        for (Interval interval : sinceSnapshot) {
            play(interval);
        }
        assertThat(rows.rows()).isEqualTo(expected());
    }

    private Set<List<Object>> expected() {
        return ModelledRows.at(model, watermark);
    }
}
