/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A live row.
 *
 * @param key its primary key
 * @param values all static and regular columns, null where there is no value
 */
public record ModelRow(RowKey key, Map<String, Object> values) {
    /** Copies the values. */
    public ModelRow {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
