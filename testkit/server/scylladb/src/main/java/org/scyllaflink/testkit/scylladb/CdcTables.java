/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.concurrent.ConcurrentHashMap;
import javax.annotation.Nullable;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.schema.TableMetadata;

/**
 * Finds the log of a table in the schema of this moment: a prepared statement may know an old one.
 */
final class CdcTables {
    private final ConcurrentHashMap<TableId, CdcTable> byBase = new ConcurrentHashMap<>();

    /** Returns the table with its log; null when its writes are not logged. */
    @Nullable
    CdcTable find(TableId id) {
        TableMetadata base = Schema.instance.getTableMetadata(id);
        if (base == null || !base.params.extensions.containsKey(CdcOptions.EXTENSION)) {
            return null;
        }
        TableMetadata log =
                Schema.instance.getTableMetadata(base.keyspace, LogTableSchema.nameFor(base.name));
        CdcTable known = byBase.get(id);
        if (known == null || !known.isFor(base, log)) {
            CdcOptions options = CdcOptions.of(base.params);
            if (!options.enabled()) {
                return null;
            }
            known = new CdcTable(base, log, options, StreamSets.of(log));
            byBase.put(id, known);
        }
        return known;
    }
}
