/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.dht.Murmur3Partitioner;

/** One version of the streams of all tables: for each vnode one stream a shard. */
final class Generation implements StreamSet {
    private static final int MAX_VNODES = 1024;

    private final SetTimes times;
    private final long[] rangeEnds;

    /** The streams of each range in the order of their shards. */
    private final DecoratedKey[][] streams;

    private final Sharding sharding;

    private Generation(SetTimes times, SortedMap<Long, List<ByteBuffer>> ranges) {
        this.times = times;
        this.rangeEnds = ranges.keySet().stream().mapToLong(Long::longValue).toArray();
        this.sharding = new Sharding(ranges.get(ranges.firstKey()).size());
        this.streams =
                ranges.values().stream().map(this::inShardOrder).toArray(DecoratedKey[][]::new);
    }

    /** Reads a generation back from what clients can see of it. */
    static Generation of(SetTimes times, SortedMap<Long, List<ByteBuffer>> streamsByRangeEnd) {
        return new Generation(times, streamsByRangeEnd);
    }

    /** Makes a generation with vnodes spread over the ring. */
    static Generation create(SetTimes times, int vnodes, int shards, Random random) {
        if (vnodes < 1 || vnodes > MAX_VNODES) {
            throw new IllegalArgumentException(
                    "vnodes: " + vnodes + " (expected: 1 to " + MAX_VNODES + ")");
        }
        Sharding sharding = new Sharding(shards);
        long[] ends = rangeEnds(vnodes, random);
        SortedMap<Long, List<ByteBuffer>> ranges = new TreeMap<>();
        for (int index = 0; index < vnodes; index++) {
            long start = ends[(index + vnodes - 1) % vnodes];
            List<ByteBuffer> ids = new ArrayList<>();
            for (int shard = 0; shard < shards; shard++) {
                ids.add(StreamIds.create(sharding.firstTokenAfter(start, shard), index, random));
            }
            ranges.put(ends[index], ids);
        }
        return new Generation(times, ranges);
    }

    // Ranges are far wider than the 2^52 tokens after which shards repeat, so that every shard has
    // tokens in every range, and a stream's token tells its shard.
    private static long[] rangeEnds(int vnodes, Random random) {
        long step = Long.divideUnsigned(-1L, vnodes);
        long[] ends = new long[vnodes];
        for (int i = 0; i < vnodes; i++) {
            long jitter = (long) (random.nextDouble() * (step >>> 2));
            ends[i] = Long.MIN_VALUE + step * i + (step >>> 1) + jitter;
        }
        return ends;
    }

    private DecoratedKey[] inShardOrder(List<ByteBuffer> ids) {
        if (ids.size() != sharding.shards()) {
            throw new IllegalStateException(
                    "generation "
                            + timeMillis()
                            + ": a range has "
                            + ids.size()
                            + " streams (expected: "
                            + sharding.shards()
                            + ", as the others)");
        }
        DecoratedKey[] ordered = new DecoratedKey[ids.size()];
        for (ByteBuffer id : ids) {
            int shard = sharding.shardOf(StreamIds.tokenOf(id));
            ordered[shard] = Murmur3Partitioner.instance.decorateKey(id);
        }
        return ordered;
    }

    @Override
    public long timeMillis() {
        return times.timeMillis();
    }

    @Override
    public long publishedMillis() {
        return times.publishedMillis();
    }

    int vnodes() {
        return rangeEnds.length;
    }

    int shards() {
        return sharding.shards();
    }

    @Override
    public DecoratedKey streamFor(long baseToken) {
        int found = Arrays.binarySearch(rangeEnds, baseToken);
        int range = found >= 0 ? found : -found - 1;
        return streams[range == rangeEnds.length ? 0 : range][sharding.shardOf(baseToken)];
    }

    /** Returns the ids of all streams by the end of their range. */
    SortedMap<Long, List<ByteBuffer>> streamsByRangeEnd() {
        SortedMap<Long, List<ByteBuffer>> ranges = new TreeMap<>();
        for (int range = 0; range < rangeEnds.length; range++) {
            List<ByteBuffer> ids = new ArrayList<>();
            for (DecoratedKey stream : streams[range]) {
                ids.add(stream.getKey());
            }
            ranges.put(rangeEnds[range], ids);
        }
        return ranges;
    }

    @Override
    public String toString() {
        return Map.of("time", timeMillis(), "vnodes", vnodes(), "shards", shards()).toString();
    }
}
