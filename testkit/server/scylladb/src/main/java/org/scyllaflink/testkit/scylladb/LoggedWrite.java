/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.cassandra.cql3.Attributes;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.cql3.statements.ConditionalWrite;
import org.apache.cassandra.cql3.statements.ModificationStatement;
import org.apache.cassandra.cql3.statements.StatementAccess;
import org.apache.cassandra.db.ConsistencyLevel;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.db.Keyspace;
import org.apache.cassandra.db.Mutation;
import org.apache.cassandra.db.Mutation.PartitionUpdateCollector;
import org.apache.cassandra.db.partitions.PartitionUpdate;
import org.apache.cassandra.db.rows.RowIterator;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.service.StorageProxy;
import org.apache.cassandra.transport.messages.ResultMessage;

/** Executes a write of one or more statements and logs what it does to tables with CDC. */
final class LoggedWrite {
    private final CdcTables tables;
    private final WriteRequest request;
    private final Author author;

    LoggedWrite(CdcTables tables, WriteRequest request, Author author) {
        this.tables = tables;
        this.request = request;
        this.author = author;
    }

    /**
     * Executes statements without conditions as one request.
     *
     * @param statements in their order
     * @param attributes of the batch, or none
     * @param logged whether all partitions must be written in the end, or none
     */
    void execute(List<ModificationStatement> statements, Attributes attributes, boolean logged) {
        Map<PartitionOfTable, List<PartitionUpdate>> updates = evaluate(statements, attributes);
        if (updates.isEmpty()) {
            return;
        }
        Map<PartitionOfKeyspace, PartitionUpdateCollector> base = new LinkedHashMap<>();
        LogMutations log = new LogMutations(author);
        updates.forEach(
                (partition, ofPartition) -> {
                    addBase(ofPartition, base);
                    CdcTable table = tables.find(partition.table);
                    if (table != null) {
                        PartitionChange change = PartitionChange.of(table.base(), ofPartition);
                        log.add(
                                table,
                                change,
                                PreimageReader.read(table, change, request.nowInSeconds()));
                    }
                });
        List<Mutation> mutations = new ArrayList<>();
        base.values().forEach(collector -> mutations.add(collector.build()));
        boolean atomically = logged && mutations.size() > 1;
        mutations.addAll(LogFaults.ORDERED.inTime(log.build()));
        apply(mutations, atomically);
    }

    private Map<PartitionOfTable, List<PartitionUpdate>> evaluate(
            List<ModificationStatement> statements, Attributes attributes) {
        Map<PartitionOfTable, List<PartitionUpdate>> updates = new LinkedHashMap<>();
        for (int i = 0; i < statements.size(); i++) {
            QueryOptions options = request.options().forStatement(i);
            long timestamp = attributes.getTimestamp(request.timestamp(), options);
            for (PartitionUpdate update :
                    StatementAccess.updates(statements.get(i), options, request, timestamp)) {
                updates.computeIfAbsent(
                                new PartitionOfTable(update.metadata().id, update.partitionKey()),
                                p -> new ArrayList<>(1))
                        .add(update);
            }
        }
        return updates;
    }

    private void addBase(
            List<PartitionUpdate> updates,
            Map<PartitionOfKeyspace, PartitionUpdateCollector> mutations) {
        PartitionUpdate merged =
                updates.size() == 1 ? updates.get(0) : PartitionUpdate.merge(updates);
        merged.validateIndexedColumns(request.client());
        String keyspace = merged.metadata().keyspace;
        mutations
                .computeIfAbsent(
                        new PartitionOfKeyspace(keyspace, merged.partitionKey()),
                        p -> new PartitionUpdateCollector(keyspace, merged.partitionKey()))
                .add(merged);
    }

    /**
     * Executes statements of one partition with conditions; logs them if the conditions are met.
     *
     * @param statements in their order
     * @param isBatch whether they came in a batch
     * @return the answer for the client
     */
    ResultMessage executeConditionally(List<ModificationStatement> statements, boolean isBatch) {
        ConditionalWrite write = ConditionalWrite.of(statements, isBatch, request);
        CdcTable table = tables.find(write.table().id);
        ObservedCas cas = new ObservedCas(write.cas(), table, request.nowInSeconds());
        try (RowIterator current =
                StorageProxy.cas(
                        write.table().keyspace,
                        write.table().name,
                        write.key(),
                        cas,
                        request.options().getSerialConsistency(),
                        request.options().getConsistency(),
                        request.client(),
                        request.nowInSeconds(),
                        request.time())) {
            if (current == null) {
                log(table, cas);
            }
            return write.result(current);
        }
    }

    private void log(CdcTable table, ObservedCas cas) {
        LogMutations log = new LogMutations(author);
        log.add(table, cas.change(), cas.images());
        List<Mutation> mutations = LogFaults.ORDERED.inTime(log.build());
        if (!mutations.isEmpty()) {
            apply(mutations, false);
        }
    }

    // The only replica can be written to right here, which spares two changes of thread for each
    // mutation; Cassandra's own way is for what must fail or be replayed.
    private void apply(List<Mutation> mutations, boolean atomically) {
        ConsistencyLevel consistency = request.options().getConsistency();
        if (atomically || !hasOneReplica(mutations, consistency)) {
            StorageProxy.mutateWithTriggers(mutations, consistency, atomically, request.time());
            return;
        }
        mutations.forEach(Mutation::apply);
    }

    private static boolean hasOneReplica(List<Mutation> mutations, ConsistencyLevel consistency) {
        if (consistency == ConsistencyLevel.TWO || consistency == ConsistencyLevel.THREE) {
            return false;
        }
        for (Mutation mutation : mutations) {
            Keyspace keyspace = Keyspace.open(mutation.getKeyspaceName());
            if (keyspace.getReplicationStrategy().getReplicationFactor().allReplicas != 1) {
                return false;
            }
        }
        return true;
    }

    private record PartitionOfTable(TableId table, DecoratedKey key) {}

    private record PartitionOfKeyspace(String keyspace, DecoratedKey key) {}
}
