/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;

/**
 * How far a stream group has been emitted. Always lies between two batches.
 *
 * @param completeUntil everything before this time is out, for every stream; whole milliseconds
 * @param ahead for streams that are further: the last batch that is out
 * @param remembered what is out of the stretch in which late batches are looked for; null if none
 *     are
 */
record Position(
        Instant completeUntil,
        Map<StreamId, CdcTime> ahead,
        @Nullable RememberedBatches remembered) {

    Position {
        ahead = Map.copyOf(ahead);
    }

    Position(Instant completeUntil, Map<StreamId, CdcTime> ahead) {
        this(completeUntil, ahead, null);
    }

    static Position startOf(Instant time) {
        return new Position(time, Map.of());
    }
}
