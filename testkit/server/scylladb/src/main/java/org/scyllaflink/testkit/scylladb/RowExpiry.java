/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.cassandra.cql3.Attributes;
import org.apache.cassandra.cql3.BatchQueryOptions;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.cql3.QueryProcessor;
import org.apache.cassandra.cql3.UntypedResultSet;
import org.apache.cassandra.cql3.statements.ModificationStatement;
import org.apache.cassandra.db.ConsistencyLevel;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.service.QueryState;
import org.apache.cassandra.transport.Dispatcher.RequestTime;

/** Deletes the rows of a table whose time has come, as ScyllaDB does in the background. */
final class RowExpiry {
    private final TableMetadata table;
    private final RowTtl ttl;
    private final ModificationStatement delete;

    RowExpiry(TableMetadata table, RowTtl ttl) {
        this.table = table;
        this.ttl = ttl;
        this.delete =
                (ModificationStatement)
                        QueryProcessor.getStatement(
                                keys().stream()
                                        .map(key -> key.name.toCQLString() + " = ?")
                                        .collect(
                                                Collectors.joining(
                                                        " AND ",
                                                        "DELETE FROM " + table + " WHERE ",
                                                        "")),
                                QueryState.forInternalCalls().getClientState());
    }

    private List<ColumnMetadata> keys() {
        List<ColumnMetadata> keys = new ArrayList<>(table.partitionKeyColumns());
        keys.addAll(table.clusteringColumns());
        return keys;
    }

    /** Deletes what has expired by now, and logs it. */
    void run() {
        Instant now = Instant.now();
        for (UntypedResultSet.Row row :
                QueryProcessor.execute("SELECT * FROM " + table, ConsistencyLevel.ONE)) {
            boolean expired =
                    row.has(ttl.column())
                            && !ttl.expiry(table, row.getBytes(ttl.column())).isAfter(now);
            if (expired) {
                delete(keys().stream().map(key -> row.getBytes(key.name.toString())).toList());
            }
        }
    }

    private void delete(List<ByteBuffer> key) {
        WriteRequest request =
                new WriteRequest(
                        QueryState.forInternalCalls(),
                        BatchQueryOptions.withoutPerStatementVariables(
                                QueryOptions.forInternalCalls(ConsistencyLevel.ONE, key)),
                        RequestTime.forImmediateExecution());
        new LoggedWrite(new CdcTables(), request, Author.SERVER)
                .execute(List.of(delete), Attributes.none(), false);
    }
}
