/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;

/** What has been emitted of a split. Task thread only. */
final class StreamGroupSplitState {

    private final StreamGroupSplit split;
    private final StreamPositions ahead;

    /** Null unless late batches are looked for. */
    private final @Nullable EmittedBatches remembered;

    private long completeUntilMillis;
    private HeldSplit.Phase phase;

    /**
     * @param phase {@link HeldSplit.Phase#REGISTERED} for a split out of a checkpoint: no reader is
     *     idle after a restore, so its watermark is held from the start
     * @param remembers whether emitted batches are remembered, as late ones are looked for
     */
    StreamGroupSplitState(StreamGroupSplit split, HeldSplit.Phase phase, boolean remembers) {
        this.split = split;
        this.ahead = new StreamPositions(split);
        this.remembered = remembers ? EmittedBatches.of(split) : null;
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

    /** What was emitted earlier need not be remembered any more. */
    void forgetBefore(long millis) {
        if (remembered != null) {
            remembered.forgetBefore(millis);
        }
    }

    void windowEmitted(long endMillis) {
        completeUntilMillis = endMillis;
        ahead.forgetBefore(endMillis);
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
