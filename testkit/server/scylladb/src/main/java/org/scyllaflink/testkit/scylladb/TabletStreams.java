/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.dht.Murmur3Partitioner;

/** The streams of one table from a time on, one for each of its tablets. */
final class TabletStreams implements StreamSet {
    private final SetTimes times;

    /** In the order of their tokens. */
    private final DecoratedKey[] streams;

    /** The last token of each tablet. */
    private final long[] tokens;

    private TabletStreams(SetTimes times, Collection<ByteBuffer> ids) {
        this.times = times;
        this.streams =
                ids.stream()
                        .sorted(Comparator.comparingLong(StreamIds::tokenOf))
                        .map(Murmur3Partitioner.instance::decorateKey)
                        .toArray(DecoratedKey[]::new);
        this.tokens =
                Arrays.stream(streams).mapToLong(key -> StreamIds.tokenOf(key.getKey())).toArray();
    }

    /** Makes a set of known streams, in any order. */
    static TabletStreams of(SetTimes times, Collection<ByteBuffer> ids) {
        return new TabletStreams(times, ids);
    }

    /** Makes a set of new streams for tablets that end at these tokens. */
    static TabletStreams create(SetTimes times, long[] tokens, Random random) {
        return new TabletStreams(times, newIds(random, tokens));
    }

    private static List<ByteBuffer> newIds(Random random, long... tokens) {
        return Arrays.stream(tokens).mapToObj(token -> StreamIds.create(token, 0, random)).toList();
    }

    /** Makes the set that follows this one when streams are closed and opened. */
    TabletStreams next(
            SetTimes nextTimes, Collection<ByteBuffer> closed, Collection<ByteBuffer> opened) {
        List<ByteBuffer> ids = new ArrayList<>(ids());
        ids.removeAll(closed);
        ids.addAll(opened);
        return new TabletStreams(nextTimes, ids);
    }

    /** Makes the set that follows this one when one tablet is cut into two equal ones. */
    TabletStreams withSplit(SetTimes nextTimes, int tablet, Random random) {
        refuseUnknown(tablet, tokens.length);
        long[] halves = TabletTokens.halves(tokens, tablet);
        return next(nextTimes, ids().subList(tablet, tablet + 1), newIds(random, halves));
    }

    /** Makes the set that follows this one when a tablet is merged with the one after it. */
    TabletStreams withMerge(SetTimes nextTimes, int tablet, Random random) {
        if (tokens.length == 1) {
            throw new IllegalArgumentException(
                    "tablet: " + tablet + " (expected: more than one tablet)");
        }
        refuseUnknown(tablet, tokens.length - 1);
        return next(
                nextTimes, ids().subList(tablet, tablet + 2), newIds(random, tokens[tablet + 1]));
    }

    private static void refuseUnknown(int tablet, int count) {
        if (tablet < 0 || tablet >= count) {
            throw new IllegalArgumentException(
                    "tablet: " + tablet + " (expected: 0 to " + (count - 1) + ")");
        }
    }

    @Override
    public long timeMillis() {
        return times.timeMillis();
    }

    @Override
    public long publishedMillis() {
        return times.publishedMillis();
    }

    /** Returns the ids in the order of their tokens, which is not that of their bytes. */
    List<ByteBuffer> ids() {
        return Arrays.stream(streams).map(DecoratedKey::getKey).toList();
    }

    /** Returns the ids that another set does not have, in the order of their tokens. */
    List<ByteBuffer> without(TabletStreams other) {
        Set<ByteBuffer> others = new HashSet<>(other.ids());
        return ids().stream().filter(id -> !others.contains(id)).toList();
    }

    @Override
    public DecoratedKey streamFor(long baseToken) {
        int found = Arrays.binarySearch(tokens, baseToken);
        return streams[found >= 0 ? found : -found - 1];
    }

    @Override
    public String toString() {
        return streams.length + " tablets, " + times;
    }
}
