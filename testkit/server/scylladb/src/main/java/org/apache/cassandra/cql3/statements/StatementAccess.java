/* SPDX-License-Identifier: Apache-2.0 */
package org.apache.cassandra.cql3.statements;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.cassandra.cql3.Attributes;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.db.ConsistencyLevel;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.db.IMutation;
import org.apache.cassandra.db.partitions.PartitionUpdate;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.service.ClientState;
import org.scyllaflink.testkit.scylladb.WriteRequest;

/** What Cassandra keeps to this package and the CDC log needs of a statement. */
public final class StatementAccess {
    private static final VarHandle BATCH_ATTRIBUTES = batchAttributes();

    private StatementAccess() {}

    private static VarHandle batchAttributes() {
        try {
            return MethodHandles.privateLookupIn(BatchStatement.class, MethodHandles.lookup())
                    .findVarHandle(BatchStatement.class, "attrs", Attributes.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Returns what stands after {@code BEGIN BATCH}.
     *
     * @param batch any batch
     * @return its attributes, of which {@code USING TIMESTAMP} is the only one allowed
     */
    public static Attributes attributes(BatchStatement batch) {
        return (Attributes) BATCH_ATTRIBUTES.get(batch);
    }

    /**
     * Removes a property of a CREATE or ALTER statement.
     *
     * @param properties those of the statement; changed
     * @param name of the property
     * @return the value, a string or a map of strings; null when it was not set
     */
    @Nullable
    public static Object take(PropertyDefinitions properties, String name) {
        return properties.properties.remove(name);
    }

    /**
     * Evaluates one statement that has no conditions.
     *
     * @param statement to evaluate
     * @param options its bound values
     * @param request the client's request
     * @param timestamp in microseconds, for a statement that sets none itself
     * @return the changes, one element for each partition the statement changes
     */
    public static List<PartitionUpdate> updates(
            ModificationStatement statement,
            QueryOptions options,
            WriteRequest request,
            long timestamp) {
        Collector collector = new Collector(statement);
        statement.addUpdates(
                collector,
                statement.buildPartitionKeyNames(options, request.client()),
                request.client(),
                options,
                false,
                timestamp,
                request.nowInSeconds(),
                request.time());
        return collector.build();
    }

    /** Keeps one builder for each partition of one statement. */
    private static final class Collector implements UpdatesCollector {
        private final ModificationStatement statement;
        private final List<PartitionUpdate.Builder> builders = new ArrayList<>(1);

        Collector(ModificationStatement statement) {
            this.statement = statement;
        }

        @Override
        public PartitionUpdate.Builder getPartitionUpdateBuilder(
                TableMetadata table, DecoratedKey key, ConsistencyLevel consistency) {
            PartitionUpdate.Builder builder =
                    new PartitionUpdate.Builder(table, key, statement.updatedColumns(), 1);
            builders.add(builder);
            return builder;
        }

        @Override
        public List<IMutation> toMutations(ClientState state) {
            throw new UnsupportedOperationException("the updates are asked for one by one");
        }

        List<PartitionUpdate> build() {
            List<PartitionUpdate> updates = new ArrayList<>(builders.size());
            for (PartitionUpdate.Builder builder : builders) {
                updates.add(builder.build());
            }
            return updates;
        }
    }
}
