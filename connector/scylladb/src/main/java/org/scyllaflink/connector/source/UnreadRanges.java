/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TokenRange;

/**
 * The ranges of splits that are not read to their ends, found by token: there may be thousands on
 * either side of a switch, too many to compare each with each.
 */
final class UnreadRanges {

    /** For each generation, whose splits have no token in common or all have the same range. */
    private final Map<Long, NavigableMap<Long, TokenRange>> byLastToken = new HashMap<>();

    void add(HeldSplit split) {
        byLastToken
                .computeIfAbsent(split.generationMillis(), generation -> new TreeMap<>())
                .put(split.range().last(), split.range());
    }

    boolean overlap(TokenRange range) {
        return byLastToken.values().stream().anyMatch(ranges -> overlap(ranges, range));
    }

    /** Either the range ends in one of the others, or one of the others ends in it. */
    private static boolean overlap(NavigableMap<Long, TokenRange> ranges, TokenRange range) {
        Map.@Nullable Entry<Long, TokenRange> around = ranges.ceilingEntry(range.last());
        around = around == null ? ranges.firstEntry() : around;
        @Nullable Long inside = ranges.higherKey(range.after());
        inside = inside == null ? ranges.firstKey() : inside;
        return around.getValue().contains(range.last()) || range.contains(inside);
    }
}
