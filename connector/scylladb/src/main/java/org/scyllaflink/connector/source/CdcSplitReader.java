/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.LogPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all splits of a reader by turns. Fetcher thread only, except {@link #wakeUp()}. */
final class CdcSplitReader implements SplitReader<SplitElement, StreamGroupSplit> {

    private static final Logger LOG = LoggerFactory.getLogger(CdcSplitReader.class);

    /** Bounds a wait whose end is told by the mailbox: no more than a safety net. */
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    private final StreamGroupCursor.Reading reading;
    private final ReaderMailbox mailbox;
    private final SourceClock clock;
    private final Map<String, StreamGroupCursor> cursors = new LinkedHashMap<>();
    private @Nullable ReadingSchedule schedule;
    private int turn;
    private boolean waitedAtHorizon;

    CdcSplitReader(StreamGroupCursor.Reading reading, SourceClock clock) {
        this.reading = reading;
        this.mailbox = reading.mailbox();
        this.clock = clock;
    }

    @Override
    public RecordsWithSplitIds<SplitElement> fetch() throws IOException {
        FetchedElements fetched = new FetchedElements(reading.budget());
        while (true) {
            long waitMillis = readOn(fetched);
            if (!fetched.isEmpty()
                    || !mailbox.await(waitMillis, reading.budget().requestsInFlight())) {
                return fetched;
            }
        }
    }

    /**
     * Takes in what has arrived and asks for what may be asked for, without waiting.
     *
     * @return for how long there is nothing to do
     */
    long readOn(FetchedElements fetched) throws IOException {
        follow(mailbox.schedule());
        long now = clock.millis();
        for (Arrival next = mailbox.pollArrival(); next != null; next = mailbox.pollArrival()) {
            accept(next, now, fetched);
        }
        long due = StreamGroupCursor.UNTIL_TOLD;
        for (StreamGroupCursor cursor : inTurn()) {
            due = Math.min(due, cursor.advance(now, fetched));
        }
        watchHorizon();
        closeTakenOver(now, fetched);
        return Math.max(0, Math.min(due - now, LONGEST_WAIT_MILLIS));
    }

    private void accept(Arrival arrival, long nowMillis, FetchedElements fetched)
            throws IOException {
        try {
            if (arrival instanceof Answer answer) {
                @Nullable LogPage page = answer.page();
                reading.budget().answered(page == null ? 0 : page.bytes());
                answer.cursor().accept(answer, nowMillis, fetched);
            } else if (arrival instanceof SweepAnswer answer) {
                answer.sweeper().accept(answer, fetched);
            }
        } catch (IOException | RuntimeException e) {
            reading.metrics().failed();
            throw e;
        }
    }

    private void follow(@Nullable ReadingSchedule newest) {
        if (newest != null && newest != schedule) {
            schedule = newest;
            cursors.values().forEach(cursor -> cursor.follow(newest));
        }
    }

    private void watchHorizon() {
        boolean waits = cursors.values().stream().anyMatch(StreamGroupCursor::waitsAtHorizon);
        if (waits && !waitedAtHorizon) {
            reading.metrics().horizonReached();
            LOG.warn(
                    "everything has been read up to {} after the last time generations could be"
                            + " looked for; reading waits for the enumerator",
                    reading.options().horizonMargin());
        }
        waitedAtHorizon = waits;
    }

    /** All cursors, each time beginning with another one: the budget may not reach for all. */
    private List<StreamGroupCursor> inTurn() {
        List<StreamGroupCursor> all = new ArrayList<>(cursors.values());
        if (!all.isEmpty()) {
            turn = (turn + 1) % all.size();
            Collections.rotate(all, turn);
        }
        return all;
    }

    private void closeTakenOver(long nowMillis, FetchedElements fetched) throws IOException {
        Iterator<StreamGroupCursor> remaining = cursors.values().iterator();
        while (remaining.hasNext()) {
            StreamGroupCursor cursor = remaining.next();
            if (cursor.isTakenOver() && cursor.finishSweeping(nowMillis, fetched)) {
                remaining.remove();
                reading.metrics().backlog().gone(cursor.splitId());
                fetched.finish(cursor.splitId(), new SplitElement.Closed(!schedule.complete()));
            }
        }
    }

    @Override
    public void handleSplitsChanges(SplitsChange<StreamGroupSplit> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new UnsupportedOperationException(
                    change.getClass().getName() + " (expected: SplitsAddition)");
        }
        for (StreamGroupSplit split : change.splits()) {
            StreamGroupCursor cursor = new StreamGroupCursor(split, reading);
            if (schedule != null) {
                cursor.follow(schedule);
            }
            cursors.put(split.splitId(), cursor);
        }
    }

    @Override
    public void pauseOrResumeSplits(
            Collection<StreamGroupSplit> splitsToPause,
            Collection<StreamGroupSplit> splitsToResume) {
        pause(splitsToPause, true);
        pause(splitsToResume, false);
    }

    private void pause(Collection<StreamGroupSplit> splits, boolean paused) {
        for (StreamGroupSplit split : splits) {
            @Nullable StreamGroupCursor cursor = cursors.get(split.splitId());
            if (cursor != null) {
                cursor.pause(paused);
            }
        }
    }

    @Override
    public void wakeUp() {
        mailbox.wakeUp();
    }

    @Override
    public void close() {}
}
