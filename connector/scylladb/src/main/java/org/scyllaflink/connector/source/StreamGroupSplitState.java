/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;

/** What has been emitted of a split. Task thread only. */
final class StreamGroupSplitState {

    private final StreamGroupSplit split;
    private final StreamPositions ahead;

    /** Both null unless late batches are looked for. */
    private final @Nullable EmittedBatches remembered;

    private final @Nullable LongSupplier sweptFromMillis;
    private long completeUntilMillis;
    private HeldSplit.Phase phase;

    /**
     * @param phase {@link HeldSplit.Phase#REGISTERED} for a split out of a checkpoint: no reader is
     *     idle after a restore, so its watermark is held from the start
     * @param sweptFromMillis of when and later batches are remembered; null if none are
     */
    StreamGroupSplitState(
            StreamGroupSplit split, HeldSplit.Phase phase, @Nullable LongSupplier sweptFromMillis) {
        this.split = split;
        this.ahead = new StreamPositions(split);
        this.sweptFromMillis = sweptFromMillis;
        this.remembered = sweptFromMillis == null ? null : EmittedBatches.of(split);
        forgetOld();
        this.completeUntilMillis = split.position().completeUntil().toEpochMilli();
        this.phase = phase;
    }

    void batchEmitted(int stream, CdcTime time) {
        ahead.set(stream, time);
        remember(stream, time);
    }

    /** It moves no position. */
    void lateEmitted(int stream, CdcTime time) {
        remember(stream, time);
    }

    private void remember(int stream, CdcTime time) {
        if (remembered != null) {
            remembered.add(stream, time);
        }
    }

    private void forgetOld() {
        if (remembered != null) {
            remembered.forgetBefore(sweptFromMillis.getAsLong());
        }
    }

    void windowEmitted(long endMillis) {
        completeUntilMillis = endMillis;
        ahead.forgetBefore(endMillis);
        forgetOld();
    }

    void enter(HeldSplit.Phase newPhase) {
        phase = newPhase;
    }

    HeldSplit.Phase phase() {
        return phase;
    }

    long completeUntilMillis() {
        return completeUntilMillis;
    }

    HeldSplit toHeldSplit() {
        return HeldSplit.of(split, phase);
    }

    StreamGroupSplit toSplit() {
        List<StreamId> streams = split.streams();
        Map<StreamId, CdcTime> positions = new HashMap<>();
        for (int stream = 0; stream < streams.size(); stream++) {
            @Nullable CdcTime time = ahead.get(stream);
            if (time != null) {
                positions.put(streams.get(stream), time);
            }
        }
        return split.withPosition(
                new Position(
                        Instant.ofEpochMilli(completeUntilMillis),
                        positions,
                        remembered == null ? null : remembered.toRemembered()));
    }
}
