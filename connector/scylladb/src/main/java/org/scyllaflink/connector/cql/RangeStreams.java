/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.List;
import org.apache.flink.annotation.Internal;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TokenRange;

/**
 * The streams that hold the changes of a stretch of the token ring: of a vnode, or of a tablet.
 *
 * @param streams at least one; each change of the range is in one of them
 */
@Internal
public record RangeStreams(TokenRange range, List<StreamId> streams) {

    public RangeStreams {
        streams = List.copyOf(streams);
        if (streams.isEmpty()) {
            throw new IllegalArgumentException(
                    "streams of tokens " + range + ": none (expected: at least one)");
        }
    }
}
