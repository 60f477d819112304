/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.Serializable;
import java.time.Instant;
import org.apache.flink.annotation.PublicEvolving;

/** Where reading ends. A source that ends is bounded. */
@PublicEvolving
public sealed interface StoppingPoint extends Serializable {

    /** Reading goes on for ever. */
    static StoppingPoint never() {
        return new Never();
    }

    /** The time at which the job first runs: fixed then, and kept in state. */
    static StoppingPoint now() {
        return new Now();
    }

    /**
     * Changes written before this time.
     *
     * @param time exclusive; microseconds are cut off
     */
    static StoppingPoint at(Instant time) {
        return new At(time);
    }

    /** See {@link #never()}. */
    record Never() implements StoppingPoint {}

    /** See {@link #now()}. */
    record Now() implements StoppingPoint {}

    /** See {@link #at(Instant)}. */
    record At(Instant time) implements StoppingPoint {}
}
