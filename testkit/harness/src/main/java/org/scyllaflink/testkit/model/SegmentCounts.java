/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.Map;

/**
 * Live rows per value of a column.
 *
 * @param rows number of live rows by value; no value has 0
 * @param withoutValue number of live rows whose column is null
 */
public record SegmentCounts(Map<Object, Long> rows, long withoutValue) {
    /** Copies the counts. */
    public SegmentCounts {
        rows = Map.copyOf(rows);
    }
}
