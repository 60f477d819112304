/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardingTest {
    private static final long PART = 1L << 52;

    @Test
    void shardsRepeatInEachPartOfTheRing() {
        Sharding sharding = new Sharding(2);

        assertThat(sharding.shardOf(Long.MIN_VALUE)).isZero();
        assertThat(sharding.shardOf(Long.MIN_VALUE + PART / 2 - 1)).isZero();
        assertThat(sharding.shardOf(Long.MIN_VALUE + PART / 2)).isOne();
        assertThat(sharding.shardOf(Long.MIN_VALUE + PART)).isZero();
        assertThat(sharding.shardOf(Long.MAX_VALUE)).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 32})
    void theFirstTokenOfAShardIsTheShardsAndTheOneBeforeIsNot(int shards) {
        Sharding sharding = new Sharding(shards);
        Random random = new Random(shards);
        for (int i = 0; i < 1000; i++) {
            long token = random.nextLong();
            for (int shard = 0; shard < shards; shard++) {
                long first = sharding.firstTokenAfter(token, shard);

                assertThat(sharding.shardOf(first)).isEqualTo(shard);
                assertThat(first - token).isBetween(1L, PART);
                assertThat(
                                first == token + 1
                                        || sharding.shardOf(first - 1) != shard
                                        || shards == 1)
                        .isTrue();
            }
        }
    }

    @Test
    void aNodeHasAShard() {
        assertThatThrownBy(() -> new Sharding(0)).hasMessage("shards: 0 (expected: > 0)");
    }
}
