/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.CdcLog;
import org.scyllaflink.connector.cql.LogPage;
import org.scyllaflink.connector.cql.LogRange;
import org.scyllaflink.connector.cql.TimesPage;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then for batches of a split that came behind the reader: asks for the times of what
 * is settled, stream after stream with one request at a time, and for the batches where it finds
 * times that are new. Fetcher thread only.
 */
final class LateSweeper {

    private static final Logger LOG = LoggerFactory.getLogger(LateSweeper.class);

    private final StreamGroupSplit split;
    private final StreamGroupCursor.Reading reading;
    private final long intervalMillis;
    private final EmittedBatches emitted;
    private State state = State.NEW;
    private long dueMillis;
    private long beganMillis;
    private long untilMillis;
    private long readUntilMillis;
    private int stream;

    /** From when on a sweep should look; it does not where too many batches are remembered. */
    private long wantedFromMillis;

    /** Whether reading waits for the sweep that is under way. */
    private boolean first;

    /** Whether the split goes on from a checkpoint, and has not been swept since. */
    private boolean restarted;

    /** What is to be asked for next; null between two sweeps. */
    private @Nullable Request next;

    private boolean asked;
    private @Nullable CdcTime firstLate;
    private @Nullable CdcTime lastLate;

    LateSweeper(StreamGroupSplit split, StreamGroupCursor.Reading reading) {
        this.split = split;
        this.reading = reading;
        this.intervalMillis = reading.options().lateSweep().interval().toMillis();
        this.emitted = EmittedBatches.of(split);
    }

    private enum State {
        NEW,
        SWEEPING_NOW_AND_THEN,
        SWEEPING_A_LAST_TIME
    }

    /** Asks the log. */
    private interface Request {
        void send(CdcLog log);
    }

    /** A batch goes to the emitter. */
    void handedOn(int ofStream, CdcTime time) {
        emitted.add(ofStream, time);
    }

    /**
     * Whether the next window has to wait: if the last sweep is too long ago, as after a restart,
     * reading on would bring more than can be remembered. Not again before something was read: the
     * sweeps may take longer than they are apart.
     */
    boolean goesFirst(long nowMillis) {
        boolean isOverdue = nowMillis - dueMillis >= intervalMillis;
        return first || isOverdue && (state == State.NEW || readUntilMillis > untilMillis);
    }

    /**
     * Does what can be done without waiting.
     *
     * @param completeUntilMillis everything before is handed on
     * @return when there is something to do again, or {@link StreamGroupCursor#UNTIL_TOLD}
     * @throws IOException if the log cannot be opened
     */
    long advance(long completeUntilMillis, long nowMillis, FetchedElements out) throws IOException {
        readUntilMillis = completeUntilMillis;
        if (state == State.NEW) {
            start(nowMillis, out);
        }
        if (next == null) {
            if (state == State.SWEEPING_A_LAST_TIME) {
                return StreamGroupCursor.UNTIL_TOLD;
            }
            if (nowMillis < dueMillis) {
                return dueMillis;
            }
            first = goesFirst(nowMillis);
            begin(completeUntilMillis, nowMillis, out);
        }
        ask();
        return next == null ? dueMillis : StreamGroupCursor.UNTIL_TOLD;
    }

    /**
     * Sweeps once more, as nobody will later.
     *
     * @return whether that is done; if not, it is to be called again after each answer
     * @throws IOException if the log cannot be opened
     */
    boolean finish(long completeUntilMillis, long nowMillis, FetchedElements out)
            throws IOException {
        if (next == null && state != State.SWEEPING_A_LAST_TIME) {
            state = State.SWEEPING_A_LAST_TIME;
            begin(completeUntilMillis, nowMillis, out);
        }
        ask();
        return next == null;
    }

    /** What was emitted before a restart may have got company since, so that is looked at first. */
    private void start(long nowMillis, FetchedElements out) {
        state = State.SWEEPING_NOW_AND_THEN;
        wantedFromMillis = emitted.fromMillis();
        restarted = split.position().remembered() != null;
        if (restarted) {
            dueMillis = nowMillis - intervalMillis;
        } else {
            beganMillis = nowMillis;
            end(out);
        }
    }

    private void begin(long completeUntilMillis, long nowMillis, FetchedElements out) {
        if (emitted.cutMillis() > wantedFromMillis && reading.metrics().lateSweepCut()) {
            LOG.warn(
                    "{}: late changes are looked for from {} on only, as more than {} batches were"
                            + " read since {} (expected: fewer in each split; a shorter depth, or"
                            + " more and smaller splits)",
                    split,
                    Instant.ofEpochMilli(emitted.cutMillis()),
                    EmittedBatches.MOST,
                    Instant.ofEpochMilli(wantedFromMillis));
        }
        beganMillis = nowMillis;
        untilMillis = completeUntilMillis;
        sweep(0, out);
    }

    /** The next sweep looks at what may still have got company after this one looked. */
    private void end(FetchedElements out) {
        next = null;
        first = false;
        restarted = false;
        dueMillis = beganMillis + intervalMillis;
        long from = beganMillis - reading.options().lateReachMillis();
        emitted.forgetBefore(from);
        wantedFromMillis = from;
        out.add(split.splitId(), new SplitElement.Swept(from));
    }

    private void sweep(int firstStream, FetchedElements out) {
        CdcTime from = CdcTime.lowest(emitted.fromMillis() * 1000);
        for (stream = firstStream; stream < split.streams().size(); stream++) {
            CdcTime until = until();
            if (from.compareTo(until) < 0) {
                firstLate = null;
                lastLate = null;
                LogRange range = range(from, until);
                next = log -> answerTimes(log.readTimes(range));
                return;
            }
        }
        end(out);
    }

    /**
     * A stream that was ahead before a restart is read on from there, without what lies between.
     */
    private CdcTime until() {
        CdcTime complete = CdcTime.lowest(untilMillis * 1000);
        @Nullable CdcTime ahead =
                restarted ? split.position().ahead().get(split.streams().get(stream)) : null;
        return ahead == null || ahead.compareTo(complete) < 0 ? complete : ahead;
    }

    private LogRange range(CdcTime from, CdcTime until) {
        return new LogRange(split.streams().get(stream), split.generation(), from, until);
    }

    private void ask() throws IOException {
        if (next != null && !asked && reading.budget().tryRequest()) {
            asked = true;
            next.send(reading.logs().log(split.table()));
        }
    }

    private void answerTimes(CompletionStage<TimesPage> answer) {
        answer.whenComplete(
                (page, failure) ->
                        reading.mailbox().put(new SweepAnswer(this, page, null, failure)));
    }

    private void answerBatches(CompletionStage<LogPage> answer) {
        answer.whenComplete(
                (page, failure) ->
                        reading.mailbox().put(new SweepAnswer(this, null, page, failure)));
    }

    /**
     * Takes an answer and hands late batches on.
     *
     * @throws IOException if the stream could not be read; names split and stream
     */
    void accept(SweepAnswer answer, FetchedElements out) throws IOException {
        asked = false;
        if (answer.times() != null) {
            accept(answer.times(), out);
        } else if (answer.batches() != null) {
            accept(answer.batches(), out);
        } else {
            reading.budget().answeredWithoutPage();
            throw new IOException(
                    split + ": cannot look for late changes in stream " + streamId(),
                    answer.failure());
        }
    }

    private Object streamId() {
        return split.streams().get(stream);
    }

    private void accept(TimesPage page, FetchedElements out) {
        reading.budget().answeredWithoutPage();
        reading.metrics().bytesRead(page.bytes());
        for (CdcTime time : page.times()) {
            if (emitted.lacks(stream, time)) {
                firstLate = firstLate == null ? time : firstLate;
                lastLate = time;
            }
        }
        if (!page.isLast()) {
            next = log -> answerTimes(page.next());
        } else if (firstLate == null) {
            sweep(stream + 1, out);
        } else {
            CdcTime from = firstLate;
            CdcTime until = CdcTime.lowest(lastLate.micros() + 1);
            LogRange range = range(from, until);
            next = log -> answerBatches(log.read(range));
        }
    }

    private void accept(LogPage page, FetchedElements out) {
        reading.budget().answered(page.bytes());
        reading.metrics().bytesRead(page.bytes());
        out.addBytes(page.bytes());
        for (ChangeBatch batch : page.batches()) {
            if (emitted.lacks(stream, batch.time())) {
                emitted.add(stream, batch.time());
                out.add(split.splitId(), new LateBatch(stream, batch));
            }
        }
        if (page.isLast()) {
            sweep(stream + 1, out);
        } else {
            next = log -> answerBatches(page.next());
        }
    }
}
