/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.scyllaflink.connector.model.StreamId;

/**
 * Streams of one generation that are read together. When it may begin and where it ends is not
 * stored: the {@link ReadingSchedule} tells, so that no copy can be out of date.
 *
 * @param generation start of the generation, whole milliseconds
 * @param group place of the group within its generation
 */
record StreamGroupSplit(Instant generation, int group, List<StreamId> streams, Position position)
        implements SourceSplit {

    StreamGroupSplit {
        streams = List.copyOf(streams);
    }

    @Override
    public String splitId() {
        return generation.toEpochMilli() + "-" + group;
    }

    StreamGroupSplit withPosition(Position newPosition) {
        return new StreamGroupSplit(generation, group, streams, newPosition);
    }

    @Override
    public String toString() {
        return "split "
                + group
                + " of generation "
                + generation
                + " ("
                + streams.size()
                + " streams, complete until "
                + position.completeUntil()
                + ")";
    }
}
