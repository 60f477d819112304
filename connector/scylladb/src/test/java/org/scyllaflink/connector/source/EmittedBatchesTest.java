/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TokenRange;

/** Times here are milliseconds after the start. */
class EmittedBatchesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<StreamId> STREAMS = Changes.streams(0, 2, 1);

    @Test
    void lacksWhatWasNotAdded() {
        EmittedBatches batches = EmittedBatches.of(split(Position.startOf(START)));
        batches.add(0, time(5, 1));

        assertThat(batches.lacks(0, time(5, 1))).isFalse();
        assertThat(batches.lacks(0, time(5, 2))).as("another random half").isTrue();
        assertThat(batches.lacks(1, time(5, 1))).as("another stream").isTrue();
        assertThat(batches.lacks(0, time(6, 1))).isTrue();
    }

    @Test
    void knowsNothingOfTheTimeBeforeItBegins() {
        Position position = new Position(START.plusMillis(10), Map.of(STREAMS.get(0), time(15, 1)));
        EmittedBatches batches = EmittedBatches.of(split(position));
        assertThat(batches.fromMillis()).as("no stream is further").isEqualTo(millis(16));

        batches.add(1, time(15, 7));

        assertThat(batches.size()).isZero();
        assertThat(batches.lacks(1, time(15, 8))).isFalse();
        assertThat(batches.lacks(1, time(16, 8))).isTrue();
    }

    @Test
    void keepsWhatIsAddedInAnyOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        EmittedBatches batches = EmittedBatches.of(split(Position.startOf(START)));
        List<TreeSet<CdcTime>> expected = List.of(new TreeSet<>(), new TreeSet<>());
        long from = 0;
        for (int step = 0; step < 5_000; step++) {
            int stream = random.nextInt(2);
            CdcTime time = time(step / 10 - random.nextInt(20), random.nextInt(3));
            batches.add(stream, time);
            if (time.micros() >= millis(from) * 1000) {
                expected.get(stream).add(time);
            }
            if (random.nextInt(50) == 0) {
                from = Math.max(from, step / 10 - 30);
                batches.forgetBefore(millis(from));
                expected.get(0).headSet(CdcTime.lowest(millis(from) * 1000)).clear();
                expected.get(1).headSet(CdcTime.lowest(millis(from) * 1000)).clear();
            }
            assertThat(batches.size())
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(expected.get(0).size() + expected.get(1).size());
        }
        assertThat(times(batches.toRemembered(), 0)).containsExactlyElementsOf(expected.get(0));
        assertThat(times(batches.toRemembered(), 1)).containsExactlyElementsOf(expected.get(1));
        expected.get(0).forEach(time -> assertThat(batches.lacks(0, time)).isFalse());
    }

    @Test
    void forgetsTheOldestWhenThereAreTooMany() {
        EmittedBatches batches = EmittedBatches.of(split(Position.startOf(START)), 100);
        for (int i = 0; i <= 100; i++) {
            batches.add(i % 2, time(i, 0));
        }
        assertThat(batches.size()).isEqualTo(75);
        assertThat(batches.fromMillis()).isEqualTo(millis(26));
        assertThat(batches.cutMillis()).isEqualTo(millis(26));
        assertThat(batches.lacks(0, time(25, 9))).isFalse();
        assertThat(batches.lacks(0, time(26, 9))).isTrue();
    }

    @Test
    void forgetsAWholeMillisecondThatHoldsTooMany() {
        EmittedBatches batches = EmittedBatches.of(split(Position.startOf(START)), 100);
        for (int i = 0; i <= 100; i++) {
            batches.add(0, time(7, i));
        }
        assertThat(batches.size()).isZero();
        assertThat(batches.fromMillis()).isEqualTo(millis(8));
    }

    @Test
    void comesBackFromStateAsItWas() throws IOException {
        EmittedBatches batches = EmittedBatches.of(split(Position.startOf(START)));
        batches.add(0, time(5, 1));
        batches.add(0, time(5, 2));
        batches.add(1, time(3, 2));
        batches.forgetBefore(millis(2));
        RememberedBatches remembered = batches.toRemembered();

        DataOutputSerializer out = new DataOutputSerializer(64);
        remembered.write(out);
        assertThat(out.length()).isEqualTo(8 + 2 * 4 + 3 * 16);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        RememberedBatches read = RememberedBatches.read(in, 2);

        assertThat(read).isEqualTo(remembered).hasSameHashCodeAs(remembered);
        Position position = new Position(START.plusMillis(4), Map.of(), read);
        EmittedBatches restored = EmittedBatches.of(split(position));
        assertThat(restored.toRemembered()).isEqualTo(remembered);
        assertThat(restored.fromMillis()).isEqualTo(millis(2));
        restored.add(1, time(9, 9));
        assertThat(restored.toRemembered()).isNotEqualTo(remembered);
    }

    private static List<CdcTime> times(RememberedBatches remembered, int stream) {
        List<CdcTime> times = new ArrayList<>();
        for (int i = 0; i < remembered.size(stream); i++) {
            times.add(remembered.time(stream, i));
        }
        return times;
    }

    private static StreamGroupSplit split(Position position) {
        return new StreamGroupSplit(Changes.TABLE, START, 0, TokenRange.ring(), STREAMS, position);
    }

    private static CdcTime time(long millis, int random) {
        return new CdcTime(CdcTime.lowest(millis(millis) * 1000).mostSignificant(), random);
    }

    private static long millis(long afterStart) {
        return START.toEpochMilli() + afterStart;
    }
}
