/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;

/**
 * The enumerator's word to a reader on what may be read.
 *
 * @param readableUntilMillis the horizon: no generation can begin before it that is not among the
 *     switches of its table
 * @param tables those that have changed since the last message to this reader
 * @param settled whether no split is left to be assigned: a reader without any is idle
 * @param complete whether the bounded source has read everything
 */
record ReadingSchedule(
        long readableUntilMillis,
        Map<TableName, TableSchedule> tables,
        boolean settled,
        boolean complete)
        implements SourceEvent {

    private static final long serialVersionUID = 1L;

    ReadingSchedule {
        tables = Map.copyOf(tables);
    }

    /** This message with all tables, given what was known before it. */
    ReadingSchedule after(@Nullable ReadingSchedule earlier) {
        if (earlier == null) {
            return this;
        }
        Map<TableName, TableSchedule> all = new HashMap<>(earlier.tables);
        all.putAll(tables);
        return new ReadingSchedule(readableUntilMillis, all, settled, complete);
    }

    /** This message with only those tables that were not known before. */
    ReadingSchedule since(@Nullable ReadingSchedule earlier) {
        if (earlier == null) {
            return this;
        }
        Map<TableName, TableSchedule> changed = new HashMap<>(tables);
        changed.entrySet().removeAll(earlier.tables.entrySet());
        return new ReadingSchedule(readableUntilMillis, changed, settled, complete);
    }
}
