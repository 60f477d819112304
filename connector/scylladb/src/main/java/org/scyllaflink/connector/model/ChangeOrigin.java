/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.time.Instant;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What every change tells of where it comes from.
 *
 * @param generationStart start of the generation (with tablets: of the table's stream set) whose
 *     stream holds the change, whole milliseconds. Changes of one key that carry different starts
 *     come from different streams: the earlier start is first.
 * @param expiration whether the server made the change itself because a row's per-row TTL had
 *     passed (operations −3 and −4)
 */
@PublicEvolving
public record ChangeOrigin(
        TableSchema schema, ChangeId id, Instant generationStart, boolean expiration) {

    /** The write's timestamp in microseconds since 1970. */
    public long micros() {
        return id.time().micros();
    }
}
