/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.scyllaflink.connector.model.TableName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of what the server does not tell the times of: once for a table, however many readers a job
 * has in one JVM.
 */
final class UntimedColumns {

    private static final Logger LOG = LoggerFactory.getLogger(UntimedColumns.class);
    private static final Set<Warning> GIVEN = ConcurrentHashMap.newKeySet();

    private UntimedColumns() {}

    private record Warning(TableName table, List<String> columns) {}

    static void warnOnce(ScanLayout layout) {
        TableName table = layout.schema.table();
        warnOnce(table, layout.untimed());
        if (layout.readsMarkersAlone() && GIVEN.add(new Warning(table, List.of()))) {
            LOG.warn(
                    "{}: its rows have no values but their keys, and no server tells the TTLs of"
                            + " rows without values, so rows that are read from the table do not"
                            + " expire. Those written with a TTL before the log is read stay until"
                            + " they are written again or deleted",
                    table);
        }
    }

    /**
     * @param columns none of which there is nothing to warn
     */
    private static void warnOnce(TableName table, List<String> columns) {
        if (!columns.isEmpty() && GIVEN.add(new Warning(table, columns))) {
            LOG.warn(
                    "{}: this server does not tell write times and TTLs of elements, so those of"
                            + " columns {} that are read from the table count as written just"
                            + " before the log is read (those of lists: when they are read) and do"
                            + " not expire. Elements written with a TTL before that stay until they"
                            + " are written again or deleted",
                    table,
                    String.join(", ", columns));
        }
    }
}
