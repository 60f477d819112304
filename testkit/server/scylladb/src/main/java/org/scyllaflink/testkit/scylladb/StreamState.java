/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.List;
import javax.annotation.Nullable;

/** What a row of {@code system.cdc_streams} says of its stream, at the time of a stream set. */
enum StreamState {
    CURRENT(0),
    CLOSED(1),
    OPENED(2);

    private final byte code;

    StreamState(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    /**
     * Returns the streams of this state.
     *
     * @param before the set before; null for the oldest one, which opens all it has
     */
    List<ByteBuffer> streamsOf(TabletStreams set, @Nullable TabletStreams before) {
        return switch (this) {
            case CURRENT -> set.ids();
            case CLOSED -> before == null ? List.of() : before.without(set);
            case OPENED -> before == null ? set.ids() : set.without(before);
        };
    }
}
