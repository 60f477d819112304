/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Instant;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TokenRange;

/**
 * Streams of one generation of a table that are read together. When it may begin and where it ends
 * is not stored: the {@link TableSchedule} tells, so that no copy can be out of date.
 *
 * @param generation start of the generation, whole milliseconds
 * @param group place of the group within its generation
 * @param range the tokens whose changes the streams hold
 */
record StreamGroupSplit(
        TableName table,
        Instant generation,
        int group,
        TokenRange range,
        List<StreamId> streams,
        Position position)
        implements SourceSplit {

    StreamGroupSplit {
        streams = List.copyOf(streams);
    }

    @Override
    public String splitId() {
        return table + "-" + generation.toEpochMilli() + "-" + group;
    }

    StreamGroupSplit withPosition(Position newPosition) {
        return new StreamGroupSplit(table, generation, group, range, streams, newPosition);
    }

    @Override
    public String toString() {
        return "split "
                + group
                + " of generation "
                + generation
                + " of "
                + table
                + " ("
                + streams.size()
                + " streams, complete until "
                + position.completeUntil()
                + ")";
    }
}
