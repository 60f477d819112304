/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.cassandra.cql3.ColumnIdentifier;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.db.marshal.CompositeType;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.schema.TableMetadata;

/** One version of a table with its log: which column goes where. */
final class CdcTable {
    private final TableMetadata base;
    private final TableMetadata log;
    private final CdcOptions options;
    private final LogStreams streams;
    private final ColumnMetadata operation;
    private final ColumnMetadata ttl;
    private final ColumnMetadata endOfBatch;
    private final ColumnMetadata[] partitionKey;
    private final ColumnMetadata[] clustering;
    private final Map<ColumnIdentifier, LogColumn> columns = new HashMap<>();

    /**
     * The log columns of one base column.
     *
     * @param value holds what was written
     * @param deleted tells that all was deleted
     * @param deletedElements holds the keys of removed elements; null for an atomic column
     */
    record LogColumn(
            ColumnMetadata value,
            ColumnMetadata deleted,
            @Nullable ColumnMetadata deletedElements) {}

    CdcTable(TableMetadata base, TableMetadata log, CdcOptions options, LogStreams streams) {
        this.base = base;
        this.log = log;
        this.options = options;
        this.streams = streams;
        this.operation = logColumn(LogTableSchema.OPERATION);
        this.ttl = logColumn(LogTableSchema.TTL);
        this.endOfBatch = logColumn(LogTableSchema.END_OF_BATCH);
        this.partitionKey = logColumns(base.partitionKeyColumns());
        this.clustering = logColumns(base.clusteringColumns());
        for (ColumnMetadata column : base.regularAndStaticColumns()) {
            String name = column.name.toString();
            if (LogTableSchema.valueType(column) != null) {
                columns.put(
                        column.name,
                        new LogColumn(
                                logColumn(name),
                                logColumn(LogTableSchema.deleted(name)),
                                column.isComplex()
                                        ? logColumn(LogTableSchema.deletedElements(name))
                                        : null));
            }
        }
    }

    private ColumnMetadata[] logColumns(Iterable<ColumnMetadata> keys) {
        List<ColumnMetadata> found = new ArrayList<>();
        keys.forEach(key -> found.add(logColumn(key.name.toString())));
        return found.toArray(ColumnMetadata[]::new);
    }

    private ColumnMetadata logColumn(String name) {
        ColumnMetadata column = log.getColumn(ColumnIdentifier.getInterned(name, true));
        if (column == null) {
            throw missing(name);
        }
        return column;
    }

    private InvalidRequestException missing(String column) {
        return new InvalidRequestException(
                "CDC log schema for " + log + " does not have base column " + column);
    }

    boolean isFor(TableMetadata currentBase, TableMetadata currentLog) {
        return base == currentBase && log == currentLog;
    }

    TableMetadata base() {
        return base;
    }

    TableMetadata log() {
        return log;
    }

    CdcOptions options() {
        return options;
    }

    LogStreams streams() {
        return streams;
    }

    ColumnMetadata operation() {
        return operation;
    }

    ColumnMetadata ttl() {
        return ttl;
    }

    ColumnMetadata endOfBatch() {
        return endOfBatch;
    }

    /** Returns the log column of a clustering key column. */
    ColumnMetadata clustering(int position) {
        return clustering[position];
    }

    ColumnMetadata partitionKey(int position) {
        return partitionKey[position];
    }

    /** Returns the parts of a partition key in the order of its columns. */
    ByteBuffer[] split(DecoratedKey key) {
        return base.partitionKeyType instanceof CompositeType composite
                ? composite.split(key.getKey())
                : new ByteBuffer[] {key.getKey()};
    }

    /** Returns whether a base column is logged: one without a value is not. */
    boolean hasColumn(ColumnMetadata column) {
        return columns.containsKey(column.name);
    }

    LogColumn column(ColumnMetadata column) {
        LogColumn found = columns.get(column.name);
        if (found == null) {
            throw missing(column.name.toString());
        }
        return found;
    }
}
