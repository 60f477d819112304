/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.List;
import javax.annotation.Nullable;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.exceptions.InvalidRequestException;

/** All generations of streams; decides which one a write is logged in. Safe for many threads. */
final class Generations implements LogStreams {
    private final StreamTimeline<Generation> timeline = new StreamTimeline<>("generation");

    /** Adds a generation, later than all before. */
    void add(Generation generation) {
        timeline.add(generation);
    }

    void addAll(List<Generation> generations) {
        timeline.addAll(generations);
    }

    StreamTimeline<Generation> timeline() {
        return timeline;
    }

    @Nullable
    Generation last() {
        return timeline.last();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Refuses changes too far in the future, and those so far in the past that their generation
     * is closed.
     */
    @Override
    public DecoratedKey streamFor(long baseToken, long writeMicros, long nowMicros) {
        WriteTimes.refuseFuture(writeMicros, nowMicros);
        Generation current = timeline.operatingAt(nowMicros);
        if (current != null
                && writeMicros < current.timeMicros()
                && writeMicros <= nowMicros - StreamTimeline.LEEWAY_MICROS) {
            throw WriteTimes.past(writeMicros, nowMicros);
        }
        Generation generation = timeline.operatingAt(writeMicros);
        if (generation == null) {
            throw new InvalidRequestException(
                    WriteTimes.noStream(writeMicros)
                            + " Are we in the middle of a cluster upgrade?");
        }
        return generation.streamFor(baseToken);
    }
}
