/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.CdcLog;
import org.scyllaflink.connector.cql.LogPage;
import org.scyllaflink.connector.cql.LogRange;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;

/**
 * Reads one split, window by window: all streams of a window at once, and the next window when all
 * of them are done. Fetcher thread only.
 */
final class StreamGroupCursor {

    /** There is nothing to do before an answer or a new schedule. */
    static final long UNTIL_TOLD = Long.MAX_VALUE;

    private final StreamGroupSplit split;
    private final String splitId;
    private final long generationMillis;
    private final Reading reading;
    private final WindowSizing sizing;

    /** Batches up to these are out: they were ahead of the position in the checkpoint. */
    private final StreamPositions alreadyOut;

    /** Null unless late batches are looked for. */
    private final @Nullable LateSweeper sweeper;

    private long completeUntilMillis;
    private long horizonMillis;

    /** Null before the enumerator has sent one, or if it knows nothing of the table. */
    private @Nullable TableSchedule schedule;

    /** Opened with the first window. */
    private @Nullable CdcLog log;

    private @Nullable OpenWindow window;
    private boolean opened;
    private boolean finished;
    private boolean paused;
    private boolean waitsAtHorizon;

    StreamGroupCursor(StreamGroupSplit split, Reading reading) {
        this.split = split;
        this.splitId = split.splitId();
        this.generationMillis = split.generation().toEpochMilli();
        this.reading = reading;
        this.sizing = new WindowSizing(reading.options());
        this.alreadyOut = new StreamPositions(split);
        this.sweeper =
                reading.options().lateSweep() == null ? null : new LateSweeper(split, reading);
        this.completeUntilMillis = split.position().completeUntil().toEpochMilli();
    }

    /** What all cursors of a reader share. */
    record Reading(
            TableLogs logs,
            ReadOptions options,
            ReadBudget budget,
            ReaderMailbox mailbox,
            ExpiryGuard expiry,
            SourceMetrics metrics) {}

    String splitId() {
        return splitId;
    }

    void pause(boolean newPaused) {
        paused = newPaused;
    }

    /** Whether all that may be read before the next look for generations has been read. */
    boolean waitsAtHorizon() {
        return waitsAtHorizon;
    }

    /** Takes what may be read from now on. */
    void follow(ReadingSchedule newest) {
        schedule = newest.tables().get(split.table());
        horizonMillis = newest.readableUntilMillis();
        expectBacklog();
    }

    private void expectBacklog() {
        if (schedule != null) {
            reading.metrics()
                    .backlog()
                    .expect(splitId, split.streams().size(), completeUntilMillis, endMillis());
        }
    }

    /** Whether the split's successors have taken over, so that it can go. */
    boolean isTakenOver() {
        return finished && schedule != null && schedule.currentMillis() > generationMillis;
    }

    /**
     * Does all that can be done without waiting.
     *
     * @return when there is something to do again: milliseconds since 1970 or {@link #UNTIL_TOLD}
     * @throws IOException if the log cannot be opened, or changes are gone from it
     */
    long advance(long nowMillis, FetchedElements out) throws IOException {
        waitsAtHorizon = false;
        if (!opened) {
            opened = true;
            out.add(splitId, new SplitElement.Opened());
        }
        if (schedule == null || !schedule.releases(splitId, generationMillis)) {
            return UNTIL_TOLD;
        }
        long due = UNTIL_TOLD;
        if (sweeper != null && !paused) {
            due = sweeper.advance(completeUntilMillis, nowMillis, out);
        }
        return finished ? due : Math.min(due, readOn(nowMillis, out));
    }

    /**
     * Looks for late batches once more before the split goes, even if it is paused.
     *
     * @return whether that is done; if not, it is to be called again after each answer
     */
    boolean finishSweeping(long nowMillis, FetchedElements out) throws IOException {
        return sweeper == null || sweeper.finish(completeUntilMillis, nowMillis, out);
    }

    private long readOn(long nowMillis, FetchedElements out) throws IOException {
        if (window != null && window.isDone()) {
            closeWindow(nowMillis, out);
        }
        long due = UNTIL_TOLD;
        boolean sweepFirst = sweeper != null && sweeper.goesFirst(nowMillis);
        if (window == null && !finished && !sweepFirst) {
            due = openWindow(nowMillis, out);
        }
        if (window != null && !paused) {
            request(window);
        }
        return due;
    }

    /**
     * Takes an answer and hands its batches on.
     *
     * @throws IOException if the stream could not be read; names split, stream and window
     */
    void accept(Answer answer, long nowMillis, FetchedElements out) throws IOException {
        @Nullable LogPage page = answer.page();
        if (page == null) {
            throw new IOException(
                    String.format(
                            "%s: cannot read stream %s from %s to %s",
                            split,
                            split.streams().get(answer.stream()),
                            Instant.ofEpochMilli(completeUntilMillis),
                            Instant.ofEpochMilli(window.endMillis())),
                    answer.failure());
        }
        List<ChangeBatch> batches = page.batches();
        if (batches.isEmpty()) {
            reading.metrics().emptyRead();
            // There is nothing to wake the task thread for.
            reading.budget().emitted(page.bytes());
        } else {
            CdcTime last = batches.get(batches.size() - 1).time();
            reading.metrics().fetched(nowMillis - Math.floorDiv(last.micros(), 1000L));
            out.addBytes(page.bytes());
        }
        handOn(answer.stream(), batches, out.elementsOf(splitId));
        reading.metrics().bytesRead(page.bytes());
        window.pageRead(answer.stream(), page);
    }

    private void handOn(int stream, List<ChangeBatch> batches, List<SplitElement> out) {
        @Nullable CdcTime outUntil = alreadyOut.get(stream);
        for (ChangeBatch batch : batches) {
            if (outUntil == null || batch.time().compareTo(outUntil) > 0) {
                out.add(new PositionedBatch(stream, batch));
                window.countChanges(batch.changes().size());
                if (sweeper != null) {
                    sweeper.handedOn(stream, batch.time());
                }
            }
        }
    }

    private void closeWindow(long nowMillis, FetchedElements out) throws IOException {
        long end = window.endMillis();
        firstKept(end, nowMillis);
        reading.metrics().backlog().windowRead(splitId, completeUntilMillis, end, window.changes());
        completeUntilMillis = end;
        sizing.read(window.widthMillis(), window.bytes(), window.changes() == 0);
        alreadyOut.forgetBefore(completeUntilMillis);
        window = null;
        reading.metrics().windowRead();
        finished = completeUntilMillis >= endMillis();
        out.add(splitId, new SplitElement.WindowEnd(completeUntilMillis, finished));
    }

    private long openWindow(long nowMillis, FetchedElements out) throws IOException {
        long end = endMillis();
        long kept = firstKept(end, nowMillis);
        if (kept > completeUntilMillis) {
            completeUntilMillis = kept;
            alreadyOut.forgetBefore(kept);
            expectBacklog();
        }
        if (completeUntilMillis >= end) {
            finished = true;
            out.add(splitId, new SplitElement.WindowEnd(completeUntilMillis, true));
            return UNTIL_TOLD;
        }
        long barrier = Math.min(end, horizonMillis);
        waitsAtHorizon = barrier <= completeUntilMillis;
        if (waitsAtHorizon) {
            return UNTIL_TOLD;
        }
        long confidenceMillis = reading.options().confidenceWindow().toMillis();
        long readable = Math.min(barrier, nowMillis - confidenceMillis);
        long least = Math.min(barrier, completeUntilMillis + sizing.leastMillis());
        if (readable < least) {
            return least + confidenceMillis;
        }
        long width = Math.max(sizing.leastMillis(), sizing.millis());
        long windowEnd = Math.min(readable, completeUntilMillis + width);
        window = new OpenWindow(completeUntilMillis, windowEnd, split.streams().size());
        return UNTIL_TOLD;
    }

    private long endMillis() {
        return schedule.endOf(generationMillis).orElse(Long.MAX_VALUE);
    }

    private long firstKept(long untilMillis, long nowMillis) throws IOException {
        return reading.expiry()
                .firstKept(
                        split, completeUntilMillis, untilMillis, schedule.retention(), nowMillis);
    }

    private void request(OpenWindow current) throws IOException {
        if (log == null) {
            log = reading.logs().log(split.table());
        }
        while (!current.continuations().isEmpty() && reading.budget().tryRequest()) {
            OpenWindow.Continuation next = current.continuations().remove();
            next.page()
                    .next()
                    .whenComplete((page, failure) -> answer(next.stream(), page, failure));
        }
        CdcTime end = CdcTime.lowest(current.endMillis() * 1000);
        while (current.nextStream() < split.streams().size()) {
            int stream = current.nextStream();
            CdcTime start = startOf(stream);
            if (start.compareTo(end) >= 0) {
                current.streamRequested();
                current.streamDone();
            } else if (reading.budget().tryRequest()) {
                current.streamRequested();
                StreamId id = split.streams().get(stream);
                log.read(new LogRange(id, split.generation(), start, end))
                        .whenComplete((page, failure) -> answer(stream, page, failure));
            } else {
                return;
            }
        }
    }

    /** The range includes its start, so the last batch that is out comes again and is left out. */
    private CdcTime startOf(int stream) {
        @Nullable CdcTime outUntil = alreadyOut.get(stream);
        return outUntil == null ? CdcTime.lowest(completeUntilMillis * 1000) : outUntil;
    }

    private void answer(int stream, @Nullable LogPage page, @Nullable Throwable failure) {
        reading.mailbox().put(new Answer(this, stream, page, failure));
    }
}
