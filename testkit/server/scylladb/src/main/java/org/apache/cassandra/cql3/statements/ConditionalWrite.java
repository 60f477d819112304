/* SPDX-License-Identifier: Apache-2.0 */
package org.apache.cassandra.cql3.statements;

import static org.apache.cassandra.cql3.statements.RequestValidations.checkFalse;

import com.google.common.collect.Iterables;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.cassandra.cql3.QueryOptions;
import org.apache.cassandra.db.Clustering;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.db.RegularAndStaticColumns;
import org.apache.cassandra.db.Slice;
import org.apache.cassandra.db.rows.RowIterator;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.schema.TableMetadata;
import org.apache.cassandra.service.CASRequest;
import org.apache.cassandra.transport.messages.ResultMessage;
import org.scyllaflink.testkit.scylladb.WriteRequest;

/**
 * A statement or batch with conditions, taken apart so that its Paxos request can be observed;
 * Cassandra builds and runs the request in one private step.
 */
public final class ConditionalWrite {
    private final List<ModificationStatement> statements;
    private final boolean isBatch;
    private final WriteRequest request;
    private final CQL3CasRequest cas;

    /** The columns a refused write shows; null for all of them. */
    @Nullable private Set<ColumnMetadata> shownColumns = new LinkedHashSet<>();

    private ConditionalWrite(
            List<ModificationStatement> statements, boolean isBatch, WriteRequest request) {
        this.statements = statements;
        this.isBatch = isBatch;
        this.request = request;
        this.cas = emptyRequest();
    }

    /**
     * Evaluates conditions and keys.
     *
     * @param statements of one table, in order, at least one of them with conditions
     * @param isBatch whether they came in a batch
     * @param request the client's request
     * @return the write, not yet executed
     * @throws InvalidRequestException when the statements name more than one partition
     */
    public static ConditionalWrite of(
            List<ModificationStatement> statements, boolean isBatch, WriteRequest request) {
        ConditionalWrite write = new ConditionalWrite(statements, isBatch, request);
        for (int i = 0; i < statements.size(); i++) {
            write.add(statements.get(i), request.options().forStatement(i));
        }
        return write;
    }

    /**
     * Returns the table written to.
     *
     * @return as the statements were prepared against
     */
    public TableMetadata table() {
        return cas.metadata;
    }

    /**
     * Returns the partition written to.
     *
     * @return its key
     */
    public DecoratedKey key() {
        return cas.key;
    }

    /**
     * Returns what Paxos runs.
     *
     * @return conditions and updates
     */
    public CASRequest cas() {
        return cas;
    }

    /**
     * Builds the answer for the client.
     *
     * @param current the rows that did not meet the conditions; null when the write was applied
     * @return one row that begins with {@code [applied]}
     */
    public ResultMessage.Rows result(@Nullable RowIterator current) {
        Iterable<ColumnMetadata> columns =
                isBatch ? shownColumns : statements.get(0).getColumnsWithConditions();
        return new ResultMessage.Rows(
                ModificationStatement.buildCasResultSet(
                        cas.metadata.keyspace,
                        cas.metadata.name,
                        current,
                        columns,
                        isBatch,
                        request.state(),
                        request.options().forStatement(0)));
    }

    private CQL3CasRequest emptyRequest() {
        RegularAndStaticColumns.Builder columns = RegularAndStaticColumns.builder();
        boolean regular = false;
        boolean statics = false;
        for (ModificationStatement statement : statements) {
            columns.addAll(statement.conditionColumns());
            regular |= statement.updatesRegularRows();
            statics |= statement.hasConditions() && statement.updatesStaticRow();
        }
        TableMetadata table = statements.get(0).metadata();
        DecoratedKey key = partition(statements.get(0), request.options().forStatement(0));
        return new CQL3CasRequest(table, key, columns.build(), regular, statics);
    }

    private DecoratedKey partition(ModificationStatement statement, QueryOptions options) {
        List<ByteBuffer> keys = statement.buildPartitionKeyNames(options, request.client());
        checkFalse(
                statement.getRestrictions().keyIsInRelation(),
                "IN on the partition key is not supported with conditional %s",
                kind(statement));
        return statement.metadata().partitioner.decorateKey(keys.get(0));
    }

    private void add(ModificationStatement statement, QueryOptions options) {
        checkFalse(
                !partition(statement, options).equals(cas.key),
                "Batch with conditions cannot span multiple partitions");
        checkFalse(
                statement.getRestrictions().clusteringKeyRestrictionsHasIN(),
                "IN on the clustering key columns is not supported with conditional %s",
                kind(statement));
        long timestamp = request.timestamp();
        if (statement.hasSlices()) {
            for (Slice slice : statement.createSlices(options)) {
                cas.addRangeDeletion(slice, statement, options, timestamp, request.nowInSeconds());
            }
            return;
        }
        Clustering<?> clustering =
                Iterables.getOnlyElement(statement.createClustering(options, request.client()));
        if (statement.hasConditions()) {
            statement.addConditions(clustering, cas, options);
            addShownColumns(statement);
        }
        cas.addRowUpdate(clustering, statement, options, timestamp, request.nowInSeconds());
    }

    private void addShownColumns(ModificationStatement statement) {
        if (statement.hasIfNotExistCondition() || statement.hasIfExistCondition()) {
            shownColumns = null;
        } else if (shownColumns != null) {
            Iterables.addAll(shownColumns, statement.getColumnsWithConditions());
        }
    }

    private static String kind(ModificationStatement statement) {
        return statement.type.isUpdate() ? "updates" : "deletions";
    }
}
