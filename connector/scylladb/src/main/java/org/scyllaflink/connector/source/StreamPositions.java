/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;

/** Last batches of the streams of a split that are ahead of it, by place of the stream. */
final class StreamPositions {

    private final @Nullable CdcTime[] times;

    StreamPositions(StreamGroupSplit split) {
        List<StreamId> streams = split.streams();
        Map<StreamId, CdcTime> ahead = split.position().ahead();
        this.times = new CdcTime[streams.size()];
        for (int stream = 0; stream < times.length; stream++) {
            times[stream] = ahead.get(streams.get(stream));
        }
    }

    @Nullable CdcTime get(int stream) {
        return times[stream];
    }

    void set(int stream, CdcTime time) {
        times[stream] = time;
    }

    /** A stream may be further than the end of a window: a restored one may be shorter. */
    void forgetBefore(long millis) {
        long micros = millis * 1000;
        for (int stream = 0; stream < times.length; stream++) {
            @Nullable CdcTime time = times[stream];
            if (time != null && time.micros() < micros) {
                times[stream] = null;
            }
        }
    }
}
