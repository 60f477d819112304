/* SPDX-License-Identifier: Apache-2.0 */
package org.apache.cassandra.cql3.statements.schema;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.cassandra.audit.AuditLogContext;
import org.apache.cassandra.auth.IResource;
import org.apache.cassandra.cql3.CQLStatement;
import org.apache.cassandra.cql3.statements.PropertyDefinitions;
import org.apache.cassandra.cql3.statements.StatementAccess;
import org.apache.cassandra.exceptions.SyntaxException;
import org.apache.cassandra.schema.KeyspaceMetadata;
import org.apache.cassandra.schema.Keyspaces;
import org.apache.cassandra.schema.Keyspaces.KeyspacesDiff;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.service.ClientState;
import org.apache.cassandra.transport.Event.SchemaChange;
import org.scyllaflink.testkit.scylladb.LogTableSchema;
import org.scyllaflink.testkit.scylladb.RowTtl;
import org.scyllaflink.testkit.scylladb.SchemaChanges;

/** A schema statement of a client together with what it means for log tables, as one change. */
public final class CdcSchemaStatement extends AlterSchemaStatement {
    private static final String CDC = "cdc";
    private static final String TABLETS = "tablets";
    private static final VarHandle VIEW_BASE = viewBase();

    private final AlterSchemaStatement statement;

    /** The table the options are for; null when there are none. */
    @Nullable private final String optionsTable;

    @Nullable private final Map<String, String> options;
    @Nullable private final RowTtl rowTtl;

    /** What the keyspace's tablets shall be; null when the statement does not say it. */
    @Nullable private final Map<String, String> tablets;

    private CdcSchemaStatement(
            AlterSchemaStatement statement,
            @Nullable String optionsTable,
            @Nullable Map<String, String> options,
            @Nullable RowTtl rowTtl,
            @Nullable Map<String, String> tablets) {
        super(statement.keyspaceName);
        this.statement = statement;
        this.optionsTable = optionsTable;
        this.options = options;
        this.rowTtl = rowTtl;
        this.tablets = tablets;
    }

    private static VarHandle viewBase() {
        try {
            return MethodHandles.privateLookupIn(CreateViewStatement.class, MethodHandles.lookup())
                    .findVarHandle(CreateViewStatement.class, "tableName", String.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Wraps a statement without CDC options.
     *
     * @param statement of a client
     * @return the same with its effect on log tables
     */
    public static CdcSchemaStatement of(AlterSchemaStatement statement) {
        return new CdcSchemaStatement(statement, null, null, null, null);
    }

    /**
     * Prepares a parsed statement, what only ScyllaDB knows taken out: Cassandra knows {@code cdc}
     * as a boolean of another meaning, and {@code tablets} not at all.
     *
     * @param raw what the parser made of a client's text
     * @param rowTtl the column for the time at which a row of a new table expires; null for none
     * @param client whose keyspace is used when the statement names none
     * @return the statement; null when there is nothing of that
     */
    @Nullable
    public static CdcSchemaStatement withOptions(
            CQLStatement.Raw raw, @Nullable RowTtl rowTtl, ClientState client) {
        if (raw instanceof CreateTableStatement.Raw create) {
            Map<String, String> options = take(create.attrs, CDC);
            return options == null && rowTtl == null
                    ? null
                    : new CdcSchemaStatement(
                            create.prepare(client), create.table(), options, rowTtl, null);
        }
        if (raw instanceof AlterTableStatement.Raw alter) {
            Map<String, String> options = take(alter.attrs, CDC);
            if (options == null) {
                return null;
            }
            AlterTableStatement statement = alter.prepare(client);
            return new CdcSchemaStatement(statement, statement.tableName, options, null, null);
        }
        PropertyDefinitions ofKeyspace = KeyspaceProperties.of(raw);
        Map<String, String> tablets = ofKeyspace == null ? null : take(ofKeyspace, TABLETS);
        return tablets == null
                ? null
                : new CdcSchemaStatement(
                        (AlterSchemaStatement) raw.prepare(client), null, null, null, tablets);
    }

    @Nullable
    @SuppressWarnings("unchecked") // the parser makes strings and maps of strings only
    private static Map<String, String> take(PropertyDefinitions properties, String name) {
        Object value = StatementAccess.take(properties, name);
        if (value != null && !(value instanceof Map)) {
            throw new SyntaxException(
                    "Invalid value for property '" + name + "'. It should be a map.");
        }
        return (Map<String, String>) value;
    }

    @Override
    public Keyspaces apply(Keyspaces schema) {
        KeyspaceMetadata before = schema.getNullable(keyspaceName);
        if (before != null) {
            refuseOnLogs(before);
        }
        Keyspaces changed = statement.apply(schema);
        KeyspaceMetadata after = changed.getNullable(keyspaceName);
        if (after == null) {
            return changed;
        }
        if (before == null) {
            SchemaChanges.create(after, tablets);
            return changed;
        }
        if (statement instanceof AlterKeyspaceStatement) {
            SchemaChanges.alter(after, tablets);
        }
        return changed.withAddedOrUpdated(
                SchemaChanges.followedBy(before, withOptions(before, after)));
    }

    private KeyspaceMetadata withOptions(KeyspaceMetadata before, KeyspaceMetadata after) {
        TableMetadata table = optionsTable == null ? null : after.tables.getNullable(optionsTable);
        if (table == null) {
            return after;
        }
        boolean create = statement instanceof CreateTableStatement;
        if (create && before.tables.getNullable(optionsTable) != null) {
            return after; // IF NOT EXISTS found one
        }
        TableMetadata changed =
                options == null ? table : SchemaChanges.withOptions(table, options, create);
        return after.withSwapped(
                after.tables.withSwapped(rowTtl == null ? changed : rowTtl.storeIn(changed)));
    }

    private void refuseOnLogs(KeyspaceMetadata keyspace) {
        if (statement instanceof CreateViewStatement view) {
            TableMetadata base = keyspace.tables.getNullable((String) VIEW_BASE.get(view));
            if (base != null && LogTableSchema.isLog(base)) {
                throw ire("Materialized views cannot be created on CDC Log tables");
            }
        }
        if (statement instanceof AlterTableStatement alter) {
            TableMetadata table = keyspace.tables.getNullable(alter.tableName);
            if (table != null && LogTableSchema.isLog(table)) {
                refuseNewColumns(alter);
            }
        }
    }

    // The kinds of ALTER TABLE are private classes of Cassandra.
    private static void refuseNewColumns(AlterTableStatement alter) {
        switch (alter.getClass().getSimpleName()) {
            case "AddColumns", "DropColumns" ->
                    throw ire(
                            "You cannot modify the set of columns of a CDC log table directly."
                                    + " Modify the base table instead.");
            case "RenameColumns" -> throw ire("Cannot rename a column of a CDC log table.");
            default -> {}
        }
    }

    @Override
    public void authorize(ClientState client) {
        statement.authorize(client);
    }

    @Override
    public void validate(ClientState client) {
        super.validate(client);
        statement.validate(client);
    }

    @Override
    SchemaChange schemaChangeEvent(KeyspacesDiff diff) {
        return statement.schemaChangeEvent(diff);
    }

    @Override
    Set<IResource> createdResources(KeyspacesDiff diff) {
        return statement.createdResources(diff);
    }

    @Override
    Set<String> clientWarnings(KeyspacesDiff diff) {
        return statement.clientWarnings(diff);
    }

    @Override
    public AuditLogContext getAuditLogContext() {
        return statement.getAuditLogContext();
    }
}
