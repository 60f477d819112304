/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;
import java.time.Instant;
import org.apache.flink.annotation.PublicEvolving;

/** Where a job that starts without a savepoint begins to read. Fixed once, then kept in state. */
@PublicEvolving
public sealed interface StartingPoint extends Serializable {

    /** The oldest change that the log can still hold: its first generation or its TTL decide. */
    static StartingPoint earliest() {
        return new Earliest();
    }

    /**
     * The time at which the job first runs, less the confidence window: changes written from then
     * on.
     */
    static StartingPoint latest() {
        return new Latest();
    }

    /**
     * Changes written at this time or later.
     *
     * @param time microseconds are cut off. Before the first generation reading begins with that; a
     *     time so long ago that the log's TTL may have removed changes written since stops the job
     *     unless {@link OnDataLoss#CONTINUE} was chosen, and so does one in the future.
     */
    static StartingPoint at(Instant time) {
        return new At(time);
    }

    /** See {@link #earliest()}. */
    record Earliest() implements StartingPoint {}

    /** See {@link #latest()}. */
    record Latest() implements StartingPoint {}

    /** See {@link #at(Instant)}. */
    record At(Instant time) implements StartingPoint {}
}
