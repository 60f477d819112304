/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.db.Mutation;
import org.apache.cassandra.db.partitions.PartitionUpdate;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.utils.FBUtilities;

/** The log rows of one request; those of one stream are applied at once. */
final class LogMutations {
    private final Author author;
    private final Map<StreamOfTable, PartitionUpdate.Builder> updates = new LinkedHashMap<>(2);
    private final long nowInSeconds = FBUtilities.nowInSeconds();
    private final long nowMicros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());

    LogMutations(Author author) {
        this.author = author;
    }

    /** Adds what a change of one partition leaves in the log. */
    void add(CdcTable table, PartitionChange change, Images images) {
        List<ChangeGroup> groups = MutationSplitter.split(change);
        if (groups.isEmpty()) {
            return;
        }
        long token = change.key().getToken().getLongValue();
        boolean twice = LogFaults.ORDERED.takeDuplicate(table.base());
        for (ChangeGroup group : groups) {
            DecoratedKey stream = table.streams().streamFor(token, group.micros(), nowMicros);
            LogRowWriter writer =
                    new LogRowWriter(
                            table,
                            change.key(),
                            group.micros(),
                            nowInSeconds,
                            builder(table.log(), stream),
                            author,
                            twice);
            images.write(group, writer);
            writer.end();
        }
    }

    private PartitionUpdate.Builder builder(TableMetadata log, DecoratedKey stream) {
        return updates.computeIfAbsent(
                new StreamOfTable(log, stream),
                s -> new PartitionUpdate.Builder(log, stream, log.regularAndStaticColumns(), 4));
    }

    List<Mutation> build() {
        List<Mutation> mutations = new ArrayList<>(updates.size());
        updates.values().forEach(update -> mutations.add(new Mutation(update.build())));
        return mutations;
    }

    private record StreamOfTable(TableMetadata log, DecoratedKey stream) {}
}
