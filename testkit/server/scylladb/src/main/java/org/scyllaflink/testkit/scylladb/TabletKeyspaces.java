/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.annotation.Nullable;
import org.apache.cassandra.cql3.QueryProcessor;
import org.apache.cassandra.cql3.UntypedResultSet;
import org.apache.cassandra.exceptions.ConfigurationException;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.locator.SimpleStrategy;
import org.apache.cassandra.schema.KeyspaceMetadata;

/** Knows which keyspaces have tablets, across restarts; all others have vnodes. */
final class TabletKeyspaces {
    private final Map<String, Integer> initialByKeyspace = new ConcurrentHashMap<>();
    private volatile TabletOptions byDefault = new TabletOptions(false, 0);

    /**
     * Finds what an earlier start kept.
     *
     * @param unlessWritten what a keyspace gets that says nothing of tablets
     */
    void open(TabletOptions unlessWritten) {
        byDefault = unlessWritten;
        StoredTables.create(
                "cdc_tablet_keyspaces", "(keyspace_name text PRIMARY KEY, initial_tablets int)");
        UntypedResultSet rows =
                QueryProcessor.executeInternal(
                        "SELECT * FROM system_distributed.cdc_tablet_keyspaces");
        for (UntypedResultSet.Row row : rows) {
            initialByKeyspace.put(row.getString("keyspace_name"), row.getInt("initial_tablets"));
        }
    }

    /** Returns the tablets a keyspace asks for; null when it has vnodes. */
    @Nullable
    Integer initial(String keyspace) {
        return initialByKeyspace.get(keyspace);
    }

    /**
     * Settles what a new keyspace has.
     *
     * @param written what the statement says of tablets; null when it is nothing
     */
    void add(KeyspaceMetadata keyspace, @Nullable Map<String, String> written) {
        TabletOptions options = written == null ? byDefault : TabletOptions.parse(written);
        if (options.enabled()) {
            refuseSimple(keyspace);
        }
        put(keyspace.name, options);
    }

    private static void refuseSimple(KeyspaceMetadata keyspace) {
        if (keyspace.params.replication.klass == SimpleStrategy.class) {
            throw new ConfigurationException("SimpleStrategy doesn't support tablet replication");
        }
    }

    /**
     * Changes how many tablets new tables of a keyspace get.
     *
     * @param written what the statement says of tablets; null when it is nothing
     */
    void alter(KeyspaceMetadata keyspace, @Nullable Map<String, String> written) {
        if (initialByKeyspace.containsKey(keyspace.name)) {
            refuseSimple(keyspace);
        }
        if (written == null) {
            return;
        }
        TabletOptions options = TabletOptions.parse(written);
        if (options.enabled() != initialByKeyspace.containsKey(keyspace.name)) {
            throw new InvalidRequestException(
                    "Cannot alter replication strategy vnode/tablets flavor");
        }
        put(keyspace.name, options);
    }

    // A dropped keyspace leaves its row, which counts for nothing until one of its name is made,
    // and that one begins with a row, or the lack of one, of its own.
    private void put(String keyspace, TabletOptions options) {
        if (options.enabled()) {
            QueryProcessor.executeInternal(
                    "INSERT INTO system_distributed.cdc_tablet_keyspaces"
                            + " (keyspace_name, initial_tablets) VALUES (?, ?)",
                    keyspace,
                    options.initial());
            initialByKeyspace.put(keyspace, options.initial());
        } else {
            QueryProcessor.executeInternal(
                    "DELETE FROM system_distributed.cdc_tablet_keyspaces WHERE keyspace_name = ?",
                    keyspace);
            initialByKeyspace.remove(keyspace);
        }
    }
}
