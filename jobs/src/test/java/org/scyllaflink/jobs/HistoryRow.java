/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** A row of the history as a sink shows it. */
record HistoryRow(
        String segment,
        Instant start,
        Instant end,
        long count,
        long joined,
        long left,
        long expired,
        long late) {

    static HistoryRow of(JsonNode json) {
        return new HistoryRow(
                json.get("segment").asText(),
                Instant.parse(json.get("window_start").asText()),
                Instant.parse(json.get("window_end").asText()),
                json.get("count").asLong(),
                json.get("joined").asLong(),
                json.get("left").asLong(),
                json.get("expired").asLong(),
                json.get("late").asLong());
    }

    long net() {
        return joined - left - expired + late;
    }
}
