/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.Map;
import javax.annotation.Nullable;
import org.apache.cassandra.exceptions.ConfigurationException;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.exceptions.UnauthorizedException;
import org.apache.cassandra.schema.KeyspaceMetadata;
import org.apache.cassandra.schema.TableMetadata;

/** Keeps log tables in step with their base tables while a schema changes. */
public final class SchemaChanges {
    private final KeyspaceMetadata before;
    private KeyspaceMetadata after;

    private SchemaChanges(KeyspaceMetadata before, KeyspaceMetadata after) {
        this.before = before;
        this.after = after;
    }

    /**
     * Creates, alters and drops the log tables that a change of base tables asks for.
     *
     * @param before the keyspace before the change
     * @param after the keyspace as the client's statement leaves it, CDC options included
     * @return the keyspace with its log tables changed, too
     * @throws InvalidRequestException when a table cannot have a log
     * @throws UnauthorizedException when the statement drops a log that is in use
     */
    public static KeyspaceMetadata followedBy(KeyspaceMetadata before, KeyspaceMetadata after) {
        SchemaChanges changes = new SchemaChanges(before, after);
        after.tables.forEach(changes::follow);
        before.tables.forEach(changes::followDrop);
        return changes.after;
    }

    /**
     * Gives a table the CDC options a client wrote.
     *
     * @param table as the statement leaves it
     * @param written the options
     * @param isNew whether the statement creates the table; an ALTER must say whether CDC is
     *     enabled
     * @return the table with its options
     * @throws ConfigurationException when an option or its value is unknown
     */
    public static TableMetadata withOptions(
            TableMetadata table, Map<String, String> written, boolean isNew) {
        CdcOptions options = isNew ? CdcOptions.parse(written) : CdcOptions.parseAltered(written);
        return table.withSwapped(options.storeIn(table.params));
    }

    /**
     * Settles whether a new keyspace has tablets.
     *
     * @param keyspace as the statement leaves it
     * @param written the tablets options a client wrote; null when there are none
     * @throws ConfigurationException when an option or its value is unknown, or the keyspace cannot
     *     have tablets
     */
    public static void create(KeyspaceMetadata keyspace, @Nullable Map<String, String> written) {
        StreamSets.TABLET_KEYSPACES.add(keyspace, written);
    }

    /**
     * Changes the tablets of a keyspace.
     *
     * @param keyspace as the statement leaves it
     * @param written the tablets options a client wrote; null when there are none
     * @throws ConfigurationException when an option or its value is unknown, or the keyspace cannot
     *     have tablets any more
     * @throws InvalidRequestException when the keyspace would get tablets or lose them
     */
    public static void alter(KeyspaceMetadata keyspace, @Nullable Map<String, String> written) {
        StreamSets.TABLET_KEYSPACES.alter(keyspace, written);
    }

    /**
     * Returns the log table a name stands for if its base table feeds it.
     *
     * @param keyspace to look in
     * @param name of a table
     * @return the log table; null when the name is no log's, or that of a log out of use
     */
    @Nullable
    public static TableMetadata attachedLog(KeyspaceMetadata keyspace, String name) {
        TableMetadata log = keyspace.tables.getNullable(name);
        if (log == null || !LogTableSchema.isLog(log)) {
            return null;
        }
        TableMetadata base = keyspace.tables.getNullable(LogTableSchema.baseNameOf(log));
        return base != null && CdcOptions.isEnabled(base.params) ? log : null;
    }

    private void follow(TableMetadata base) {
        boolean changed = before.tables.getNullable(base.name) != base;
        if (!changed || !CdcOptions.isEnabled(base.params)) {
            return;
        }
        refuseUnlessLoggable(base);
        TableMetadata existing = after.tables.getNullable(LogTableSchema.nameFor(base.name));
        if (existing == null) {
            TableMetadata log = LogTableSchema.create(base, CdcOptions.of(base.params));
            StreamSets.TABLETS.create(log, System.currentTimeMillis());
            after = after.withSwapped(after.tables.with(log));
        } else {
            long nowMicros = System.currentTimeMillis() * 1000;
            TableMetadata log = LogTableSchema.withColumnsOf(base, existing, nowMicros);
            after = after.withSwapped(after.tables.withSwapped(log));
        }
    }

    private void refuseUnlessLoggable(TableMetadata base) {
        String table = base.keyspace + "." + base.name;
        if (LogTableSchema.isLog(base)) {
            throw new InvalidRequestException(
                    "Cannot create a CDC log for a table "
                            + table
                            + ", because creating nested CDC logs is not allowed");
        }
        if (base.isCounter()) {
            throw new InvalidRequestException(
                    "Cannot create CDC log for table "
                            + table
                            + ". Counter support not implemented");
        }
        TableMetadata existing = after.tables.getNullable(LogTableSchema.nameFor(base.name));
        if (existing != null && !LogTableSchema.isLog(existing)) {
            throw new InvalidRequestException(
                    "Cannot create CDC log table for table "
                            + table
                            + " because a table of name "
                            + LogTableSchema.nameFor(table)
                            + " already exists");
        }
    }

    private void followDrop(TableMetadata table) {
        if (after.tables.getNullable(table.name) != null) {
            return;
        }
        if (LogTableSchema.isLog(table)) {
            if (attachedLog(before, table.name) != null
                    && after.tables.getNullable(LogTableSchema.baseNameOf(table)) != null) {
                throw new UnauthorizedException("Cannot DROP cdc log table " + table.name);
            }
            return;
        }
        TableMetadata log = after.tables.getNullable(LogTableSchema.nameFor(table.name));
        if (log != null && LogTableSchema.isLog(log)) {
            after = after.withSwapped(after.tables.without(log));
        }
    }
}
