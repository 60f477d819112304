/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.exceptions.InvalidRequestException;

/** The stream sets of one table with tablets, from the oldest one kept. */
final class TabletHistory implements LogStreams {
    private final StreamTimeline<TabletStreams> timeline = new StreamTimeline<>("stream set");

    StreamTimeline<TabletStreams> timeline() {
        return timeline;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Refuses changes too far in the future. Old ones go to the set that operated then, closed
     * or not, unless that is forgotten.
     */
    @Override
    public DecoratedKey streamFor(long baseToken, long writeMicros, long nowMicros) {
        WriteTimes.refuseFuture(writeMicros, nowMicros);
        TabletStreams set = timeline.operatingAt(writeMicros);
        if (set == null) {
            throw new InvalidRequestException(WriteTimes.noStream(writeMicros));
        }
        return set.streamFor(baseToken);
    }
}
