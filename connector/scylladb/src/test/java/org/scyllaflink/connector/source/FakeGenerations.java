/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.GenerationCatalog;
import org.scyllaflink.connector.cql.RangeStreams;
import org.scyllaflink.connector.model.StreamId;

/** Generations that show once they are announced, by the clock of their cluster. */
final class FakeGenerations implements GenerationCatalog {

    private final FakeCluster cluster;
    private final NavigableMap<Instant, FakeGeneration> generations = new ConcurrentSkipListMap<>();
    private volatile boolean listIsEmpty;
    private volatile int looks;
    private volatile int streamLooks;

    FakeGenerations(FakeCluster cluster) {
        this.cluster = cluster;
    }

    private record FakeGeneration(Instant announced, List<StreamId> streams) {}

    void announce(Instant start, Instant announced, List<StreamId> streams) {
        generations.put(start, new FakeGeneration(announced, streams));
    }

    /** As the server's garbage collection does with the stream sets of tablets. */
    void forgetBefore(Instant start) {
        generations.headMap(start).clear();
    }

    void emptyList(boolean empty) {
        listIsEmpty = empty;
    }

    int looks() {
        return looks;
    }

    int streamLooks() {
        return streamLooks;
    }

    List<StreamId> streamsAt(Instant time) {
        return generations.floorEntry(time).getValue().streams();
    }

    Instant generationAt(Instant time) {
        return generations.floorKey(time);
    }

    /**
     * When a generation ends, as far as anybody can know in time: past the start of one that is
     * announced later than it begins, readers may have read before they hear of it.
     */
    @Nullable Instant announcedEndOf(Instant start) {
        return generations.tailMap(start, false).keySet().stream()
                .filter(this::isAnnounced)
                .filter(next -> !generations.get(next).announced().isAfter(next))
                .findFirst()
                .orElse(null);
    }

    @Override
    public List<Instant> starts() throws IOException {
        cluster.failIfMetadataIsDown("generations");
        looks = looks + 1;
        return listIsEmpty
                ? List.of()
                : generations.keySet().stream().filter(this::isAnnounced).toList();
    }

    private boolean isAnnounced(Instant start) {
        return !generations.get(start).announced().isAfter(cluster.now());
    }

    @Override
    public List<RangeStreams> streams(Instant start) throws IOException {
        cluster.failIfStreamsAreDown("streams of " + start);
        streamLooks = streamLooks + 1;
        FakeGeneration generation = generations.get(start);
        if (generation == null) {
            throw new IOException("generation " + start + " has no streams");
        }
        return Changes.ranges(generation.streams());
    }
}
