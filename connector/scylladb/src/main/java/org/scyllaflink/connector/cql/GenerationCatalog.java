/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** Which streams hold a table's log, and from when on. All calls block. */
@Internal
public interface GenerationCatalog {

    /**
     * Starts of all generations that may be read, ascending, whole milliseconds. Each ends where
     * the next begins. A start may lie in the future. Empty if none has been published yet.
     */
    List<Instant> starts() throws IOException;

    /**
     * The streams of a generation.
     *
     * @param start one of {@link #starts()}
     * @return in token order; the ranges cover the ring, each beginning where the one before ends
     * @throws IOException also if there are no streams: their description is not complete yet
     */
    List<RangeStreams> streams(Instant start) throws IOException;
}
