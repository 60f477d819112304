/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.time.Instant;
import org.apache.flink.annotation.Internal;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;

/**
 * A part of one stream.
 *
 * @param generationStart start of the generation that the stream belongs to
 * @param from first time, inclusive
 * @param to end, exclusive
 */
@Internal
public record LogRange(StreamId stream, Instant generationStart, CdcTime from, CdcTime to) {}
