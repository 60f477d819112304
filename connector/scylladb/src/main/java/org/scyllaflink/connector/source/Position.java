/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.Map;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;

/**
 * How far a stream group has been emitted. Always lies between two batches.
 *
 * @param completeUntil everything before this time is out, for every stream; whole milliseconds
 * @param ahead for streams that are further: the last batch that is out
 */
record Position(Instant completeUntil, Map<StreamId, CdcTime> ahead) {

    Position {
        ahead = Map.copyOf(ahead);
    }

    static Position startOf(Instant time) {
        return new Position(time, Map.of());
    }
}
