/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.cassandra.cql3.BatchQueryOptions;
import org.apache.cassandra.cql3.CQLStatement;
import org.apache.cassandra.cql3.QueryHandler;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.cql3.QueryProcessor;
import org.apache.cassandra.cql3.statements.BatchStatement;
import org.apache.cassandra.cql3.statements.ModificationStatement;
import org.apache.cassandra.cql3.statements.QualifiedStatement;
import org.apache.cassandra.cql3.statements.SelectStatement;
import org.apache.cassandra.cql3.statements.schema.AlterSchemaStatement;
import org.apache.cassandra.cql3.statements.schema.CdcSchemaStatement;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.service.ClientState;
import org.apache.cassandra.service.QueryState;
import org.apache.cassandra.transport.Dispatcher.RequestTime;
import org.apache.cassandra.transport.messages.ResultMessage;
import org.apache.cassandra.utils.MD5Digest;

/**
 * Where the stand-in hooks into Cassandra: every request of a client passes here, at the
 * coordinator, which is where ScyllaDB makes its CDC log, too. Cassandra creates it by its name.
 */
public final class CdcQueryHandler implements QueryHandler {
    private final QueryProcessor processor = QueryProcessor.instance;
    private final CdcTables tables = new CdcTables();

    @Override
    public CQLStatement parse(String query, QueryState state, QueryOptions options) {
        if (TestOrder.isOrder(query)) {
            return TestOrder.parse(query);
        }
        RowTtl rowTtl = RowTtl.parse(query);
        CQLStatement.Raw raw =
                QueryProcessor.parseStatement(SystemNames.rewrite(RowTtl.remove(query)));
        ClientState client = state.getClientState().cloneWithKeyspaceIfSet(options.getKeyspace());
        if (raw instanceof QualifiedStatement qualified) {
            qualified.setKeyspace(client);
        }
        ElementTimes.ORDERED.check(raw);
        CQLStatement withOptions = CdcSchemaStatement.withOptions(raw, rowTtl, client);
        if (withOptions != null) {
            return withOptions;
        }
        TupleLiterals.allowForUserTypes(raw);
        ListKeys.allow(raw);
        return raw.prepare(client);
    }

    @Override
    public ResultMessage process(
            CQLStatement statement,
            QueryState state,
            QueryOptions options,
            Map<String, ByteBuffer> customPayload,
            RequestTime requestTime) {
        CQLStatement executed = withCdc(statement, options);
        QueryOptions used = ReadFaults.ORDERED.applyTo(statement, options);
        return marked(statement, processor.process(executed, state, used, requestTime));
    }

    @Override
    public ResultMessage.Prepared prepare(
            String query, ClientState client, Map<String, ByteBuffer> customPayload) {
        ElementTimes.ORDERED.check(QueryProcessor.parseStatement(SystemNames.rewrite(query)));
        return processor.prepare(SystemNames.rewrite(query), client);
    }

    @Override
    public Prepared getPrepared(MD5Digest id) {
        return processor.getPrepared(id);
    }

    @Override
    public ResultMessage processPrepared(
            CQLStatement statement,
            QueryState state,
            QueryOptions options,
            Map<String, ByteBuffer> customPayload,
            RequestTime requestTime) {
        CQLStatement executed = withCdc(statement, options);
        QueryOptions used = ReadFaults.ORDERED.applyTo(statement, options);
        return marked(statement, processor.processPrepared(executed, state, used, requestTime));
    }

    @Override
    public ResultMessage processBatch(
            BatchStatement batch,
            QueryState state,
            BatchQueryOptions options,
            Map<String, ByteBuffer> customPayload,
            RequestTime requestTime) {
        if (!isLogged(batch)) {
            return marked(batch, processor.processBatch(batch, state, options, requestTime));
        }
        ClientState client = state.getClientState().cloneWithKeyspaceIfSet(options.getKeyspace());
        batch.authorize(client);
        batch.validate();
        batch.validate(client);
        return marked(
                batch, LoggedStatement.of(batch, tables).execute(state, options, requestTime));
    }

    private CQLStatement withCdc(CQLStatement statement, QueryOptions options) {
        if (statement instanceof ModificationStatement write) {
            refuseConditions(write);
            return tables.find(write.metadata().id) == null
                    ? write
                    : LoggedStatement.of(write, tables);
        }
        if (statement instanceof BatchStatement batch) {
            return isLogged(batch) ? LoggedStatement.of(batch, tables) : batch;
        }
        if (statement instanceof SelectStatement select
                && options.getConsistency().isSerialConsistency()) {
            refuseSerial(select.table);
        }
        if (statement instanceof AlterSchemaStatement change
                && !(statement instanceof CdcSchemaStatement)) {
            return CdcSchemaStatement.of(change);
        }
        return statement;
    }

    private boolean isLogged(BatchStatement batch) {
        boolean logged = false;
        for (ModificationStatement write : batch.getStatements()) {
            refuseConditions(write);
            logged |= tables.find(write.metadata().id) != null;
        }
        return logged;
    }

    private static void refuseConditions(ModificationStatement write) {
        if (write.hasConditions()) {
            refuseSerial(write.metadata());
        }
    }

    private static void refuseSerial(TableMetadata table) {
        if (LogTableSchema.isLog(table)) {
            throw new InvalidRequestException("LWT is not supported on CDC log tables: " + table);
        }
    }

    private ResultMessage marked(CQLStatement statement, ResultMessage result) {
        if (statement instanceof ModificationStatement
                || statement instanceof BatchStatement
                || statement instanceof AlterSchemaStatement
                || statement instanceof TestOrder) {
            CommitLogMarks.OF_SERVER.markAll();
        }
        return result;
    }
}
