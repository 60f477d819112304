/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.CdcLog;
import org.scyllaflink.connector.model.TableName;

/** The logs that a reader reads, each opened when it is first asked for. Fetcher thread only. */
final class TableLogs {

    private final CdcCluster cluster;
    private final Map<TableName, CdcLog> logs = new HashMap<>();

    TableLogs(CdcCluster cluster) {
        this.cluster = cluster;
    }

    /** Blocks when a table is asked for the first time. */
    CdcLog log(TableName name) throws IOException {
        @Nullable CdcLog log = logs.get(name);
        if (log == null) {
            log = cluster.log(cluster.table(name));
            logs.put(name, log);
        }
        return log;
    }
}
