/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
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

    private long completeUntilMillis;
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
        this.sizing =
                new WindowSizing(
                        reading.options().minWindow().toMillis(),
                        reading.options().maxWindow().toMillis());
        this.alreadyOut = new StreamPositions(split);
        this.completeUntilMillis = split.position().completeUntil().toEpochMilli();
    }

    /** What all cursors of a reader share. */
    record Reading(
            CdcLog log,
            ReadOptions options,
            ReadBudget budget,
            ReaderMailbox mailbox,
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

    /** Whether the split's successors have taken over, so that it can go. */
    boolean isTakenOver(@Nullable ReadingSchedule schedule) {
        return finished && schedule != null && schedule.currentMillis() > generationMillis;
    }

    /**
     * Does all that can be done without waiting.
     *
     * @param schedule null before the enumerator has sent one
     * @return when there is something to do again: milliseconds since 1970 or {@link #UNTIL_TOLD}
     */
    long advance(@Nullable ReadingSchedule schedule, long nowMillis, FetchedElements out) {
        waitsAtHorizon = false;
        if (!opened) {
            opened = true;
            out.add(splitId, new SplitElement.Opened());
        }
        if (schedule == null || finished || schedule.currentMillis() < generationMillis) {
            return UNTIL_TOLD;
        }
        if (window != null && window.isDone()) {
            closeWindow(schedule, out);
        }
        long due = UNTIL_TOLD;
        if (window == null && !finished) {
            due = openWindow(schedule, nowMillis, out);
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
    void accept(Answer answer, FetchedElements out) throws IOException {
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
        @Nullable CdcTime outUntil = alreadyOut.get(answer.stream());
        List<SplitElement> elements = out.elementsOf(splitId);
        List<ChangeBatch> batches = page.batches();
        if (batches.isEmpty()) {
            reading.metrics().emptyRead();
        }
        for (ChangeBatch batch : batches) {
            if (outUntil == null || batch.time().compareTo(outUntil) > 0) {
                elements.add(new PositionedBatch(answer.stream(), batch));
            }
        }
        out.addBytes(page.bytes());
        window.pageRead(answer.stream(), page);
    }

    private void closeWindow(ReadingSchedule schedule, FetchedElements out) {
        completeUntilMillis = window.endMillis();
        sizing.read(window.widthMillis(), window.bytes());
        alreadyOut.forgetBefore(completeUntilMillis);
        window = null;
        reading.metrics().windowRead();
        OptionalLong end = schedule.endOf(generationMillis);
        finished = end.isPresent() && completeUntilMillis >= end.getAsLong();
        out.add(splitId, new SplitElement.WindowEnd(completeUntilMillis, finished));
    }

    private long openWindow(ReadingSchedule schedule, long nowMillis, FetchedElements out) {
        OptionalLong end = schedule.endOf(generationMillis);
        if (end.isPresent() && completeUntilMillis >= end.getAsLong()) {
            finished = true;
            out.add(splitId, new SplitElement.WindowEnd(completeUntilMillis, true));
            return UNTIL_TOLD;
        }
        long barrier = Math.min(end.orElse(Long.MAX_VALUE), schedule.readableUntilMillis());
        waitsAtHorizon = barrier <= completeUntilMillis;
        if (waitsAtHorizon) {
            return UNTIL_TOLD;
        }
        long confidenceMillis = reading.options().confidenceWindow().toMillis();
        long minMillis = reading.options().minWindow().toMillis();
        long readable = Math.min(barrier, nowMillis - confidenceMillis);
        long least = Math.min(barrier, completeUntilMillis + minMillis);
        if (readable < least) {
            return least + confidenceMillis;
        }
        long windowEnd = Math.min(readable, completeUntilMillis + sizing.millis());
        window = new OpenWindow(completeUntilMillis, windowEnd, split.streams().size());
        return UNTIL_TOLD;
    }

    private void request(OpenWindow current) {
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
                reading.log()
                        .read(new LogRange(id, split.generation(), start, end))
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
