/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationTest {
    private static final int SEED = 11;
    private static final SetTimes AT_ONCE = new SetTimes(0, 0);

    @ParameterizedTest
    @CsvSource({"1, 1", "8, 2", "5, 3", "64, 4", "1024, 1"})
    void eachRangeHasAStreamForEachShardInTheLayoutOfScylla(int vnodes, int shards) {
        SortedMap<Long, List<ByteBuffer>> ranges =
                Generation.create(AT_ONCE, vnodes, shards, new Random(SEED)).streamsByRangeEnd();

        assertThat(ranges).hasSize(vnodes);
        Set<ByteBuffer> all = new HashSet<>();
        int index = 0;
        for (List<ByteBuffer> ids : ranges.values()) {
            assertThat(ids).hasSize(shards);
            for (ByteBuffer id : ids) {
                long low = id.getLong(8);
                assertThat(id.remaining()).isEqualTo(16);
                assertThat(low & 0xF).describedAs("version").isOne();
                assertThat((low & 0x3FFFFF0) >> 4).describedAs("index").isEqualTo(index);
                all.add(id);
            }
            index++;
        }
        assertThat(all).hasSize(vnodes * shards);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "8, 2", "5, 3", "64, 4"})
    void aPartitionIsLoggedInTheStreamOfItsRangeAndShard(int vnodes, int shards) {
        Generation generation = Generation.create(AT_ONCE, vnodes, shards, new Random(SEED));
        List<Long> ends = new ArrayList<>(generation.streamsByRangeEnd().keySet());
        Random tokens = new Random(SEED);
        for (int i = 0; i < 1000; i++) {
            long token = tokens.nextLong();

            ByteBuffer stream = generation.streamFor(token).getKey();

            long owner = ends.stream().filter(end -> end >= token).findFirst().orElse(ends.get(0));
            assertThat((stream.getLong(8) & 0x3FFFFF0) >> 4).isEqualTo(ends.indexOf(owner));
            Sharding sharding = new Sharding(shards);
            assertThat(sharding.shardOf(stream.getLong(0))).isEqualTo(sharding.shardOf(token));
        }
    }

    @Test
    void theEndOfARangeBelongsToIt() {
        Generation generation = Generation.create(AT_ONCE, 4, 1, new Random(SEED));

        generation
                .streamsByRangeEnd()
                .forEach(
                        (end, ids) ->
                                assertThat(generation.streamFor(end).getKey())
                                        .isEqualTo(ids.get(0)));
    }

    @Test
    void aGenerationReadBackFromSetsLogsInTheSameStreams() {
        Generation made = Generation.create(new SetTimes(7, 9), 16, 3, new Random(SEED));
        SortedMap<Long, List<ByteBuffer>> stored = made.streamsByRangeEnd();
        stored.values().forEach(Collections::sort);

        Generation read = Generation.of(new SetTimes(7, 9), stored);

        Random tokens = new Random(SEED);
        for (int i = 0; i < 1000; i++) {
            long token = tokens.nextLong();
            assertThat(read.streamFor(token)).isEqualTo(made.streamFor(token));
        }
        assertThat(read.timeMillis()).isEqualTo(7);
        assertThat(read.publishedMillis()).isEqualTo(9);
        assertThat(read.vnodes()).isEqualTo(16);
        assertThat(read.shards()).isEqualTo(3);
    }

    @Test
    void anImpossibleNumberOfVnodesIsRefused() {
        assertThatThrownBy(() -> Generation.create(AT_ONCE, 0, 1, new Random(SEED)))
                .hasMessage("vnodes: 0 (expected: 1 to 1024)");
        assertThatThrownBy(() -> Generation.create(AT_ONCE, 1025, 1, new Random(SEED)))
                .hasMessage("vnodes: 1025 (expected: 1 to 1024)");
    }
}
