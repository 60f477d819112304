/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.snapshot.ScyllaTableSource;
import org.scyllaflink.connector.snapshot.ScyllaTableSourceBuilder;

/** The rows of a table as they are while a job reads them, each once. */
final class ScyllaScan implements ScanTableSource, SupportsProjectionPushDown {

    private final ScyllaConnection connection;
    private final TableSchema schema;
    private final Readers readers;
    private RowType columns;

    /**
     * @param columns that are wanted, all in the table and of types that fit
     */
    ScyllaScan(ScyllaConnection connection, TableSchema schema, Readers readers, RowType columns) {
        this.connection = connection;
        this.schema = schema;
        this.readers = readers;
        this.columns = columns;
    }

    /**
     * How the table is shared out.
     *
     * @param ranges into how many parts it is cut at least
     * @param rowsPerSecond of all readers together; null for no limit
     * @param parallelism null for that of the job
     */
    record Readers(int ranges, @Nullable Integer rowsPerSecond, @Nullable Integer parallelism) {}

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] projectedFields, DataType producedDataType) {
        columns = (RowType) producedDataType.getLogicalType();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        ScyllaTableSourceBuilder<RowData> source =
                ScyllaTableSource.<RowData>builder()
                        .connection(connection)
                        .table(schema.table())
                        .columns(columns.getFieldNames())
                        .withoutTimes()
                        .ranges(readers.ranges())
                        .deserializer(new RowDataSnapshotSchema(schema, columns));
        if (readers.rowsPerSecond() != null) {
            source.rowsPerSecond(readers.rowsPerSecond());
        }
        return SourceProvider.of(source.build(), readers.parallelism());
    }

    @Override
    public DynamicTableSource copy() {
        return new ScyllaScan(connection, schema, readers, columns);
    }

    @Override
    public String asSummaryString() {
        return "ScyllaDB rows of " + schema.table();
    }
}
