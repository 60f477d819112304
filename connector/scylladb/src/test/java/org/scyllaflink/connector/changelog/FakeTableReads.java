/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.TableReads;

/**
 * A table whose rows the test gives; it answers at once, unless it is told to hold answers back.
 */
final class FakeTableReads implements TableReads {

    private final List<SnapshotRow> rows = new ArrayList<>();
    private final Set<List<Key>> existing = new HashSet<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> heldBack = new ConcurrentLinkedQueue<>();
    private volatile boolean holdsBack;
    private volatile @Nullable String failure;
    private boolean isClosed;

    void add(SnapshotRow row) {
        rows.add(row);
        existing.add(List.of(row.partitionKey(), row.clusteringKey()));
    }

    void removeAll() {
        rows.clear();
        existing.clear();
    }

    /** From now on answers come with {@link #answerOne} only. */
    void holdBack() {
        holdsBack = true;
    }

    void failWith(String message) {
        failure = message;
    }

    /** Any thread. False if there is nothing to answer. */
    boolean answerOne() {
        Runnable answer = heldBack.poll();
        if (answer == null) {
            return false;
        }
        answer.run();
        return true;
    }

    /** Any thread. */
    int heldBack() {
        return heldBack.size();
    }

    /** What has been asked for since the last call. */
    List<String> asked() {
        List<String> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    boolean isClosed() {
        return isClosed;
    }

    @Override
    public CompletionStage<List<SnapshotRow>> partition(Key partitionKey, CdcTime origin) {
        asked.add("partition " + text(partitionKey) + " for " + origin.micros() / 1_000_000);
        return answer(
                rows.stream().filter(row -> row.partitionKey().equals(partitionKey)).toList());
    }

    @Override
    public CompletionStage<Boolean> exists(Key partitionKey, Key clusteringKey) {
        asked.add("row " + text(partitionKey) + "/" + text(clusteringKey));
        return answer(existing.contains(List.of(partitionKey, clusteringKey)));
    }

    private <T> CompletionStage<T> answer(T answer) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        Runnable complete =
                () -> {
                    if (failure == null) {
                        stage.complete(answer);
                    } else {
                        stage.completeExceptionally(new IOException(failure));
                    }
                };
        if (holdsBack) {
            heldBack.add(complete);
        } else {
            complete.run();
        }
        return stage;
    }

    private static int text(Key key) {
        return ByteBuffer.wrap(key.value(0).bytes()).getInt();
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
