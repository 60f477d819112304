/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.ArrayDeque;
import java.util.Queue;
import org.scyllaflink.connector.cql.LogPage;

/** The stretch of time that a split is reading: which streams are asked for, and which are done. */
final class OpenWindow {

    private final long startMillis;
    private final long endMillis;
    private final Queue<Continuation> continuations = new ArrayDeque<>();
    private int nextStream;
    private int unfinishedStreams;
    private long bytes;
    private long changes;

    OpenWindow(long startMillis, long endMillis, int streams) {
        this.startMillis = startMillis;
        this.endMillis = endMillis;
        this.unfinishedStreams = streams;
    }

    long endMillis() {
        return endMillis;
    }

    long widthMillis() {
        return endMillis - startMillis;
    }

    long bytes() {
        return bytes;
    }

    long changes() {
        return changes;
    }

    void countChanges(int more) {
        changes += more;
    }

    int nextStream() {
        return nextStream;
    }

    void streamRequested() {
        nextStream++;
    }

    Queue<Continuation> continuations() {
        return continuations;
    }

    void pageRead(int stream, LogPage page) {
        bytes += page.bytes();
        if (page.isLast()) {
            streamDone();
        } else {
            continuations.add(new Continuation(stream, page));
        }
    }

    void streamDone() {
        unfinishedStreams--;
    }

    boolean isDone() {
        return unfinishedStreams == 0;
    }

    /** A stream with more pages, and its latest one. */
    record Continuation(int stream, LogPage page) {}
}
