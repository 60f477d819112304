/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.RowType;
import org.scyllaflink.connector.cql.BaseTables;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Makes table sources for {@code 'connector' = 'scylladb'}: any table, with CDC or without, read
 * once. Asks the cluster while a query is planned, so that what does not fit is told before a job
 * runs.
 */
@Internal
public final class ScyllaTableFactory implements DynamicTableSourceFactory {

    /** The value of {@code 'connector'}. */
    public static final String IDENTIFIER = "scylladb";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(ScyllaCdcConnectorOptions.KEYSPACE, ScyllaCdcConnectorOptions.TABLE);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return optional();
    }

    static Set<ConfigOption<?>> optional() {
        Set<ConfigOption<?>> options = new LinkedHashSet<>(ScyllaConnectionOptions.all());
        options.addAll(ScyllaSnapshotOptions.all());
        options.add(FactoryUtil.SOURCE_PARALLELISM);
        return options;
    }

    /**
     * Blocks while the cluster is asked.
     *
     * @throws ValidationException if options or declared columns do not fit the table, or the
     *     cluster cannot be reached; says what to change
     */
    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        ReadableConfig options = helper.getOptions();
        ScyllaConnection connection = ConfiguredConnection.of(options);
        TableName name = ScyllaCdcTableFactory.tableName(options);
        TableSchema schema = schema(connection, name);
        RowType columns = (RowType) context.getPhysicalRowDataType().getLogicalType();
        DeclaredTable.of(context.getCatalogTable().getResolvedSchema(), columns).check(schema);
        return new ScyllaScan(connection, schema, readers(options), columns);
    }

    private static ScyllaScan.Readers readers(ReadableConfig options) {
        CdcScan.requirePositive(options, ScyllaSnapshotOptions.RANGES);
        CdcScan.requirePositive(options, ScyllaSnapshotOptions.ROWS_PER_SECOND);
        CdcScan.requirePositive(options, FactoryUtil.SOURCE_PARALLELISM);
        return new ScyllaScan.Readers(
                options.get(ScyllaSnapshotOptions.RANGES),
                options.getOptional(ScyllaSnapshotOptions.ROWS_PER_SECOND).orElse(null),
                options.getOptional(FactoryUtil.SOURCE_PARALLELISM).orElse(null));
    }

    private static TableSchema schema(ScyllaConnection connection, TableName name) {
        try (BaseTables tables = ConfiguredConnection.impatient(connection).openTables()) {
            return ScannedTypes.of(tables.schema(name));
        } catch (IOException | IllegalArgumentException e) {
            throw ShownFailure.whilePlanning(
                    "Table " + name + " cannot be planned: " + e.getMessage(), e);
        }
    }
}
