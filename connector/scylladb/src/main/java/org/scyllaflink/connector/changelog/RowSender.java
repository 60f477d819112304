/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;

/** Sends what has become of rows of one partition at a time, and lets them die of their age. */
final class RowSender {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    private final RowOutput output;
    private final int[] shownSlots;
    private final UndecidedRows undecided;
    private final Counter expirations;
    private Key partitionKey = Key.EMPTY;

    /**
     * @param shownSlots of rows
     * @param expirations counts the rows sent because a value or the whole row had expired
     */
    RowSender(RowOutput output, int[] shownSlots, UndecidedRows undecided, Counter expirations) {
        this.output = output;
        this.shownSlots = shownSlots;
        this.undecided = undecided;
        this.expirations = expirations;
    }

    /** To be called before rows of a partition are. */
    void enter(Key partition) {
        partitionKey = partition;
    }

    /**
     * Tells a row that has just been taken out of state what was sent of it last.
     *
     * @param statics that its partition's rows were sent with
     */
    void recall(OpenRow row, @Nullable CqlValue[] statics) {
        UndecidedRow asked = undecided.find(partitionKey, row.clusteringKey());
        row.markSent(asked == null ? content(row, statics) : asked.sent());
        row.markMarkerSettled(asked == null && row.row().livesByUnknownMarker());
    }

    /**
     * Lets cells of a row die one second after the other, as they did.
     *
     * @param statics as in {@link #send}
     */
    void expire(OpenRow row, long untilSecond, @Nullable CqlValue[] statics) {
        for (long second = row.row().nextExpirySecond();
                second <= untilSecond;
                second = row.row().nextExpirySecond()) {
            row.row().expire(second);
            sendExpired(row, second, statics);
        }
    }

    /** Sends a row of which something has expired in the given second. */
    void sendExpired(OpenRow row, long second, @Nullable CqlValue[] statics) {
        long micros = second * MICROS_PER_SECOND;
        send(
                row,
                new RowOutput.Event(second * MILLIS_PER_SECOND, micros, Cause.EXPIRY),
                micros,
                statics);
    }

    /**
     * Sends a row after the changes of a step, if it shows another content than before.
     *
     * @param statics values of the static columns after the step
     */
    void send(OpenRow row, Step step, @Nullable CqlValue[] statics) {
        // A late write may bring cells that have expired since.
        row.row().expire(step.effectiveSecond());
        Cause cause = Cause.WRITE;
        if (row.isExpiredByServer()) {
            cause = Cause.EXPIRY;
        } else if (!row.row().isLive()) {
            cause = Cause.DELETE;
        }
        long micros = step.effectiveMicros();
        if (step.kind() == Step.Kind.READ) {
            micros = Math.max(micros, row.row().newestMicros());
        }
        send(row, step.event(cause), micros, statics);
        row.endStep();
    }

    private void send(
            OpenRow row, RowOutput.Event event, long versionMicros, @Nullable CqlValue[] statics) {
        row.markChanged();
        undecided.forget(partitionKey, row.clusteringKey());
        boolean livesByUnknownMarker = row.row().livesByUnknownMarker();
        if (livesByUnknownMarker && !row.isMarkerSettled()) {
            if (undecided.canAsk()) {
                undecided.ask(
                        new UndecidedRow(
                                partitionKey,
                                row.clusteringKey(),
                                row.sent(),
                                event,
                                versionMicros));
                return;
            }
            row.row().dropMarker();
        }
        row.markMarkerSettled(livesByUnknownMarker);
        sendChange(row, event, versionMicros, statics);
    }

    /**
     * Sends a row that was asked after.
     *
     * @param row opened since the answer came
     */
    void decide(OpenRow row, UndecidedRow asked, boolean exists, @Nullable CqlValue[] statics) {
        undecided.forget(partitionKey, row.clusteringKey());
        row.markChanged();
        row.markMarkerSettled(exists);
        RowOutput.Event event = asked.event();
        if (!exists) {
            row.row().dropMarker();
            if (event.cause() == Cause.WRITE) {
                event = new RowOutput.Event(event.eventMillis(), event.micros(), Cause.DELETE);
            }
        }
        sendChange(row, event, asked.versionMicros(), statics);
    }

    private void sendChange(
            OpenRow row, RowOutput.Event event, long versionMicros, @Nullable CqlValue[] statics) {
        RowContent before = row.sent();
        RowContent after = content(row, statics);
        if (!output.isChange(before, after)) {
            return;
        }
        long version = row.row().nextVersion(versionMicros);
        output.send(partitionKey, row.clusteringKey(), before, after, event, version);
        row.markSent(after);
        if (event.cause() == Cause.EXPIRY) {
            expirations.inc();
        }
    }

    private @Nullable RowContent content(OpenRow row, @Nullable CqlValue[] statics) {
        @Nullable CqlValue @Nullable [] values = row.row().values(shownSlots);
        return values == null ? null : new RowContent(statics, values);
    }
}
