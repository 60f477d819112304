/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.CdcLog;
import org.scyllaflink.connector.cql.CdcTable;
import org.scyllaflink.connector.cql.ColumnSelection;
import org.scyllaflink.connector.model.TableName;

/** The logs that a reader reads, each opened when it is first asked for. Fetcher thread only. */
final class TableLogs {

    private final CdcCluster cluster;
    private final ColumnSelection selection;
    private final Map<TableName, CdcLog> logs = new HashMap<>();

    TableLogs(CdcCluster cluster, ColumnSelection selection) {
        this.cluster = cluster;
        this.selection = selection;
    }

    /**
     * Blocks when a table is asked for the first time.
     *
     * @throws IllegalArgumentException if the table lacks a column that is wanted; names it
     */
    CdcLog log(TableName name) throws IOException {
        @Nullable CdcLog log = logs.get(name);
        if (log == null) {
            CdcTable table = cluster.table(name);
            selection.check(table.schema());
            log = cluster.log(table, selection);
            logs.put(name, log);
        }
        return log;
    }
}
