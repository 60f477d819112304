/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.List;
import org.apache.cassandra.audit.AuditLogContext;
import org.apache.cassandra.cql3.Attributes;
import org.apache.cassandra.cql3.BatchQueryOptions;
import org.apache.cassandra.cql3.CQLStatement;
import org.apache.cassandra.cql3.ColumnSpecification;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.cql3.functions.Function;
import org.apache.cassandra.cql3.statements.BatchStatement;
import org.apache.cassandra.cql3.statements.ModificationStatement;
import org.apache.cassandra.cql3.statements.StatementAccess;
import org.apache.cassandra.service.ClientState;
import org.apache.cassandra.service.QueryState;
import org.apache.cassandra.transport.Dispatcher.RequestTime;
import org.apache.cassandra.transport.messages.ResultMessage;

/** A write statement, or a batch of them, executed so that it is logged. */
final class LoggedStatement implements CQLStatement {
    private final CQLStatement statement;
    private final List<ModificationStatement> parts;
    private final Attributes attributes;
    private final boolean logged;
    private final CdcTables tables;

    private LoggedStatement(
            CQLStatement statement,
            List<ModificationStatement> parts,
            Attributes attributes,
            boolean logged,
            CdcTables tables) {
        this.statement = statement;
        this.parts = parts;
        this.attributes = attributes;
        this.logged = logged;
        this.tables = tables;
    }

    static LoggedStatement of(ModificationStatement statement, CdcTables tables) {
        return new LoggedStatement(statement, List.of(statement), Attributes.none(), false, tables);
    }

    static LoggedStatement of(BatchStatement batch, CdcTables tables) {
        return new LoggedStatement(
                batch,
                batch.getStatements(),
                StatementAccess.attributes(batch),
                batch.type == BatchStatement.Type.LOGGED,
                tables);
    }

    @Override
    public ResultMessage execute(QueryState state, QueryOptions options, RequestTime time) {
        return execute(state, BatchQueryOptions.withoutPerStatementVariables(options), time);
    }

    ResultMessage execute(QueryState state, BatchQueryOptions options, RequestTime time) {
        LoggedWrite write =
                new LoggedWrite(tables, new WriteRequest(state, options, time), Author.CLIENT);
        if (statement.hasConditions()) {
            return write.executeConditionally(parts, statement instanceof BatchStatement);
        }
        options.getConsistency().validateForWrite();
        write.execute(parts, attributes, logged);
        return new ResultMessage.Void();
    }

    @Override
    public ResultMessage executeLocally(QueryState state, QueryOptions options) {
        return execute(state, options, RequestTime.forImmediateExecution());
    }

    @Override
    public List<ColumnSpecification> getBindVariables() {
        return statement.getBindVariables();
    }

    @Override
    public short[] getPartitionKeyBindVariableIndexes() {
        return statement.getPartitionKeyBindVariableIndexes();
    }

    @Override
    public Iterable<Function> getFunctions() {
        return statement.getFunctions();
    }

    @Override
    public void authorize(ClientState client) {
        statement.authorize(client);
    }

    @Override
    public void validate(ClientState client) {
        statement.validate(client);
    }

    @Override
    public boolean hasConditions() {
        return statement.hasConditions();
    }

    @Override
    public AuditLogContext getAuditLogContext() {
        return statement.getAuditLogContext();
    }
}
