/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of a log as a plain SELECT shows it; values are hexadecimal, and what is null is left out.
 *
 * @param stream {@code cdc$stream_id}, with 0x before it
 * @param ttlSeconds 0 if there is none
 * @param values by column of the base table
 * @param elements of collections and user-defined types, by column; those columns have values, too
 * @param deleted columns whose {@code cdc$deleted_X} is true
 * @param deletedElements by column
 */
public record LoggedRow(
        String stream,
        UUID time,
        int sequence,
        int operation,
        int ttlSeconds,
        boolean endOfBatch,
        Map<String, String> values,
        Map<String, List<Element>> elements,
        Set<String> deleted,
        Map<String, List<String>> deletedElements) {

    /** 100-ns intervals between the start of the Gregorian calendar and that of 1970. */
    private static final long EPOCH_OFFSET = 0x01b21dd213814000L;

    private static final long TICKS_PER_MILLI = 10_000;

    /** The write's time, in milliseconds since 1970. */
    long millis() {
        return Math.floorDiv(time.timestamp() - EPOCH_OFFSET, TICKS_PER_MILLI);
    }

    /** An element of a map, list or set (which has no values), or a field by its position. */
    public record Element(String key, @Nullable String value) {}
}
