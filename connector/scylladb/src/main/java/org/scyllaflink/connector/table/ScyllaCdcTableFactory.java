/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.RowType;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.TableName;

/**
 * Makes table sources for {@code 'connector' = 'scylladb-cdc'}. Asks the cluster while a query is
 * planned, so that what does not fit is told before a job runs.
 */
@Internal
public final class ScyllaCdcTableFactory implements DynamicTableSourceFactory {

    /** The value of {@code 'connector'}. */
    public static final String IDENTIFIER = "scylladb-cdc";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return ScyllaCdcConnectorOptions.required();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return ScyllaCdcConnectorOptions.optional();
    }

    @Override
    public Set<ConfigOption<?>> forwardOptions() {
        return ScyllaCdcConnectorOptions.changeable();
    }

    /**
     * Blocks while the cluster is asked.
     *
     * @throws ValidationException if options, declared columns or the table's CDC options do not
     *     fit, or the cluster cannot be reached; says what to change
     */
    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        ReadableConfig options = helper.getOptions();
        ScyllaConnection connection = ConfiguredConnection.of(options);
        TableName name = tableName(options);
        PlannedTable table = PlannedTable.of(connection, name);
        CdcScan scan = CdcScan.of(options, connection, table);
        RowType columns = (RowType) context.getPhysicalRowDataType().getLogicalType();
        DeclaredTable.of(context.getCatalogTable().getResolvedSchema(), columns)
                .check(scan, table.cdc());
        refuseBatch(context.getConfiguration(), scan);
        return new ScyllaCdcTableSource(scan, columns);
    }

    static TableName tableName(ReadableConfig options) {
        try {
            return new TableName(
                    options.get(ScyllaCdcConnectorOptions.KEYSPACE),
                    options.get(ScyllaCdcConnectorOptions.TABLE));
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "Set 'keyspace' and 'table' to the names of both: " + e.getMessage() + ".");
        }
    }

    /** A job in batch mode has an end, and rows that are inserted alone. */
    private static void refuseBatch(ReadableConfig configuration, CdcScan scan) {
        boolean isBatch =
                configuration.get(ExecutionOptions.RUNTIME_MODE) == RuntimeExecutionMode.BATCH;
        boolean isInserted =
                scan.span().startup() == StartupMode.SNAPSHOT
                        || scan.style() == ChangelogStyle.DELTAS;
        if (!isBatch || isInserted && scan.span().isBounded()) {
            return;
        }
        String otherwise =
                switch (scan.style()) {
                    case FULL -> "'scan.startup.mode' to 'snapshot' or ";
                    case DELTAS -> "'scan.bounded.mode' to 'latest' or 'timestamp', or ";
                    case IMAGES, UPSERT -> "";
                };
        throw new ValidationException(
                "Set "
                        + otherwise
                        + "'execution.runtime-mode' to 'streaming': in batch mode the log of "
                        + scan.schema().table()
                        + " cannot be read (startup mode '"
                        + scan.span().startup()
                        + "').");
    }
}
