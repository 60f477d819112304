/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
    private final CdcLog log;
    private final Sweeping sweeping;
    private final EmittedBatches emitted;
    private long dueMillis = Long.MIN_VALUE;
    private long untilMillis;
    private int stream;

    /** What is to be asked for next; null between two sweeps. */
    private @Nullable Runnable next;

    private boolean asked;
    private boolean lastSweep;
    private @Nullable CdcTime firstLate;
    private @Nullable CdcTime lastLate;

    LateSweeper(StreamGroupSplit split, CdcLog log, Sweeping sweeping) {
        this.split = split;
        this.log = log;
        this.sweeping = sweeping;
        this.emitted = EmittedBatches.of(split);
    }

    /**
     * What all sweepers of a reader share.
     *
     * @param answers takes what was asked for; called in driver threads
     */
    record Sweeping(
            LateSweep rhythm,
            long confidenceMillis,
            ReadBudget budget,
            Consumer<SweepAnswer> answers,
            SourceMetrics metrics) {

        /** What came earlier is not looked at. */
        long fromMillis(long nowMillis) {
            return nowMillis - confidenceMillis - rhythm.depth().toMillis();
        }
    }

    /** A batch goes to the emitter. */
    void handedOn(int ofStream, CdcTime time) {
        emitted.add(ofStream, time);
    }

    /** Memory that no sweep can need is given back. */
    void windowRead(long nowMillis) {
        emitted.forgetBefore(sweeping.fromMillis(nowMillis));
    }

    /**
     * Does what can be done without waiting.
     *
     * @param completeUntilMillis everything before is handed on
     * @return when there is something to do again, or {@link StreamGroupCursor#UNTIL_TOLD}
     */
    long advance(long completeUntilMillis, long nowMillis) {
        if (dueMillis == Long.MIN_VALUE) {
            dueMillis = nowMillis + sweeping.rhythm().interval().toMillis();
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
     */
    boolean finish(long completeUntilMillis, long nowMillis) {
        if (next == null && !lastSweep) {
            lastSweep = true;
            begin(completeUntilMillis, nowMillis);
        }
        ask();
        return next == null;
    }

    private void begin(long completeUntilMillis, long nowMillis) {
        dueMillis = nowMillis + sweeping.rhythm().interval().toMillis();
        long from = sweeping.fromMillis(nowMillis);
        emitted.forgetBefore(from);
        if (emitted.cutMillis() > from && sweeping.metrics().lateSweepCut()) {
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
        next = () -> answerTimes(log.readTimes(range(from, until)));
    }

    private LogRange range(CdcTime from, CdcTime until) {
        return new LogRange(split.streams().get(stream), split.generation(), from, until);
    }

    private void ask() {
        if (next != null && !asked && sweeping.budget().tryRequest()) {
            asked = true;
            next.run();
        }
    }

    private void answerTimes(CompletionStage<TimesPage> answer) {
        answer.whenComplete(
                (page, failure) ->
                        sweeping.answers().accept(new SweepAnswer(this, page, null, failure)));
    }

    private void answerBatches(CompletionStage<LogPage> answer) {
        answer.whenComplete(
                (page, failure) ->
                        sweeping.answers().accept(new SweepAnswer(this, null, page, failure)));
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
            sweeping.budget().answered(0);
            throw new IOException(
                    split + ": cannot look for late changes in stream " + streamId(),
                    answer.failure());
        }
    }

    private Object streamId() {
        return split.streams().get(stream);
    }

    private void accept(TimesPage page) {
        sweeping.budget().answered(0);
        sweeping.metrics().bytesRead(page.bytes());
        for (CdcTime time : page.times()) {
            if (emitted.lacks(stream, time)) {
                firstLate = firstLate == null ? time : firstLate;
                lastLate = time;
            }
        }
        if (!page.isLast()) {
            next = () -> answerTimes(page.next());
        } else if (firstLate == null) {
            sweep(stream + 1);
        } else {
            CdcTime from = firstLate;
            CdcTime until = CdcTime.lowest(lastLate.micros() + 1);
            next = () -> answerBatches(log.read(range(from, until)));
        }
    }

    private void accept(LogPage page, FetchedElements out) {
        sweeping.budget().answered(page.bytes());
        sweeping.metrics().bytesRead(page.bytes());
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
            next = () -> answerBatches(page.next());
        }
    }
}
