/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
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
    private long dueMillis = Long.MIN_VALUE;
    private long untilMillis;
    private int stream;

    /** What is to be asked for next; null between two sweeps. */
    private @Nullable Request next;

    private boolean asked;
    private boolean lastSweep;
    private @Nullable CdcTime firstLate;
    private @Nullable CdcTime lastLate;

    LateSweeper(StreamGroupSplit split, StreamGroupCursor.Reading reading) {
        this.split = split;
        this.reading = reading;
        this.intervalMillis = reading.options().lateSweep().interval().toMillis();
        this.emitted = EmittedBatches.of(split);
    }

    /** Asks the log. */
    private interface Request {
        void send(CdcLog log);
    }

    /** A batch goes to the emitter. */
    void handedOn(int ofStream, CdcTime time) {
        emitted.add(ofStream, time);
    }

    /** Memory that no sweep can need is given back. */
    void forgetOld(long nowMillis) {
        emitted.forgetBefore(reading.options().sweptFromMillis(nowMillis));
    }

    /**
     * Does what can be done without waiting.
     *
     * @param completeUntilMillis everything before is handed on
     * @return when there is something to do again, or {@link StreamGroupCursor#UNTIL_TOLD}
     * @throws IOException if the log cannot be opened
     */
    long advance(long completeUntilMillis, long nowMillis) throws IOException {
        if (dueMillis == Long.MIN_VALUE) {
            dueMillis = nowMillis + intervalMillis;
        }
        if (next == null) {
            if (nowMillis < dueMillis) {
                return dueMillis;
            }
            begin(completeUntilMillis, nowMillis);
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
    boolean finish(long completeUntilMillis, long nowMillis) throws IOException {
        if (next == null && !lastSweep) {
            lastSweep = true;
            begin(completeUntilMillis, nowMillis);
        }
        ask();
        return next == null;
    }

    private void begin(long completeUntilMillis, long nowMillis) {
        dueMillis = nowMillis + intervalMillis;
        long from = reading.options().sweptFromMillis(nowMillis);
        emitted.forgetBefore(from);
        if (emitted.cutMillis() > from && reading.metrics().lateSweepCut()) {
            LOG.warn(
                    "{}: late changes are looked for from {} ms back only, as more than {} batches"
                            + " were read since {} ms (expected: fewer in each split; a shorter"
                            + " depth, or more and smaller splits)",
                    split,
                    nowMillis - emitted.cutMillis(),
                    EmittedBatches.MOST,
                    nowMillis - from);
        }
        untilMillis = completeUntilMillis;
        sweep(0);
    }

    private void sweep(int ofStream) {
        stream = ofStream;
        firstLate = null;
        lastLate = null;
        if (stream == split.streams().size() || emitted.fromMillis() >= untilMillis) {
            next = null;
            return;
        }
        CdcTime from = CdcTime.lowest(emitted.fromMillis() * 1000);
        CdcTime until = CdcTime.lowest(untilMillis * 1000);
        LogRange range = range(from, until);
        next = log -> answerTimes(log.readTimes(range));
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
            accept(answer.times());
        } else if (answer.batches() != null) {
            accept(answer.batches(), out);
        } else {
            reading.budget().answered(0);
            throw new IOException(
                    split + ": cannot look for late changes in stream " + streamId(),
                    answer.failure());
        }
    }

    private Object streamId() {
        return split.streams().get(stream);
    }

    private void accept(TimesPage page) {
        reading.budget().answered(0);
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
            sweep(stream + 1);
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
            sweep(stream + 1);
        } else {
            next = log -> answerBatches(page.next());
        }
    }
}
