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

/** The rows of a table as they are while a job reads them, each once. */
final class ScyllaScan implements ScanTableSource, SupportsProjectionPushDown {

    private final ScyllaConnection connection;
    private final TableSchema schema;
    private final @Nullable Integer parallelism;
    private RowType columns;

    /**
     * @param columns that are wanted, all in the table and of types that fit
     * @param parallelism of the readers; null for that of the job
     */
    ScyllaScan(
            ScyllaConnection connection,
            TableSchema schema,
            RowType columns,
            @Nullable Integer parallelism) {
        this.connection = connection;
        this.schema = schema;
        this.columns = columns;
        this.parallelism = parallelism;
    }

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
        ScyllaTableSource<RowData> source =
                ScyllaTableSource.<RowData>builder()
                        .connection(connection)
                        .table(schema.table())
                        .columns(columns.getFieldNames())
                        .withoutTimes()
                        .deserializer(new RowDataSnapshotSchema(schema, columns))
                        .build();
        return SourceProvider.of(source, parallelism);
    }

    @Override
    public DynamicTableSource copy() {
        return new ScyllaScan(connection, schema, columns, parallelism);
    }

    @Override
    public String asSummaryString() {
        return "ScyllaDB rows of " + schema.table();
    }
}
