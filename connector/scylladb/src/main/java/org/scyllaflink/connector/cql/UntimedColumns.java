/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.scyllaflink.connector.model.TableName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of columns whose times the server does not tell: once for a table, however many readers a
 * job has in one JVM.
 */
final class UntimedColumns {

    private static final Logger LOG = LoggerFactory.getLogger(UntimedColumns.class);
    private static final Set<Warning> GIVEN = ConcurrentHashMap.newKeySet();

    private UntimedColumns() {}

    private record Warning(TableName table, List<String> columns) {}

    /**
     * @param columns none of which there is nothing to warn
     */
    static void warnOnce(TableName table, List<String> columns) {
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
