/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.catalog.WatermarkSpec;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.changelog.FullRowChangelog;
import org.scyllaflink.connector.cql.CdcTable;
import org.scyllaflink.connector.model.TableSchema;

/**
 * What a query declares of a table.
 *
 * @param columns the physical ones
 */
record DeclaredTable(ResolvedSchema schema, RowType columns) {

    static DeclaredTable of(ResolvedSchema schema, RowType columns) {
        return new DeclaredTable(schema, columns);
    }

    /**
     * @throws ValidationException if the table in ScyllaDB is another, or its log does not hold
     *     what the changelog needs
     */
    void check(CdcScan scan, CdcTable table) {
        checkPrimaryKey(scan, table.schema());
        try {
            scan.style().check(table);
            if (!scan.style().isStateless()) {
                FullRowChangelog.of(table.schema());
            }
            DeclaredColumns.check(scan.style(), table.schema(), columns);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage());
        }
        schema.getWatermarkSpecs().forEach(this::checkWatermark);
    }

    /**
     * Checks what is declared of a table that is read without its log.
     *
     * @throws ValidationException if the table in ScyllaDB is another
     */
    void check(TableSchema actual) {
        checkKeyIsThatOf(actual);
        try {
            DeclaredColumns.check(ChangelogStyle.FULL, actual, columns);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage());
        }
    }

    private void checkPrimaryKey(CdcScan scan, TableSchema actual) {
        List<String> declared = declaredKey();
        if (declared != null && !scan.style().hasPrimaryKey()) {
            throw new ValidationException(
                    "Remove the PRIMARY KEY ("
                            + String.join(", ", declared)
                            + ") or choose another 'scan.changelog': rows of '"
                            + scan.style()
                            + "' are single changes, many of one key.");
        }
        checkKeyIsThatOf(actual);
        boolean isNeeded =
                scan.style() == ChangelogStyle.UPSERT
                        || scan.style() == ChangelogStyle.IMAGES && scan.parallelism() != null;
        if (declared == null && isNeeded) {
            throw new ValidationException(
                    "Declare "
                            + primaryKey(keyOf(actual))
                            + ": "
                            + (scan.style() == ChangelogStyle.UPSERT
                                    ? "rows of 'scan.changelog' = 'upsert' replace each other by it."
                                    : "with 'scan.parallelism' rows are kept in order by it."));
        }
    }

    private void checkKeyIsThatOf(TableSchema actual) {
        List<String> key = keyOf(actual);
        List<String> declared = declaredKey();
        if (declared != null && !Set.copyOf(declared).equals(Set.copyOf(key))) {
            throw new ValidationException(
                    "Declare "
                            + primaryKey(key)
                            + " in place of PRIMARY KEY ("
                            + String.join(", ", declared)
                            + "): that is the key of table "
                            + actual.table()
                            + ".");
        }
    }

    private @Nullable List<String> declaredKey() {
        return schema.getPrimaryKey().map(UniqueConstraint::getColumns).orElse(null);
    }

    private static List<String> keyOf(TableSchema actual) {
        return actual.columns().subList(0, actual.keySize()).stream()
                .map(org.scyllaflink.connector.model.Column::name)
                .toList();
    }

    private static String primaryKey(List<String> columns) {
        return columns.stream()
                .map(name -> name.matches("[a-zA-Z_][a-zA-Z0-9_]*") ? name : "`" + name + "`")
                .collect(Collectors.joining(", ", "PRIMARY KEY (", ") NOT ENFORCED"));
    }

    /** The source knows how far it has read by the time of writes, and of no other time. */
    private void checkWatermark(WatermarkSpec watermark) {
        if (!isSourceWatermark(watermark.getWatermarkExpression())) {
            return;
        }
        String name = watermark.getRowtimeAttribute();
        Column column = schema.getColumn(name).orElse(null);
        boolean isWriteTime =
                column instanceof Column.MetadataColumn metadata
                        && metadata.getMetadataKey()
                                .orElse(name)
                                .equals(ReadableMetadata.OP_TS.key())
                        && column.getDataType()
                                .getLogicalType()
                                .is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
        if (!isWriteTime) {
            throw new ValidationException(
                    "Declare a column 'op_ts TIMESTAMP_LTZ(3) METADATA VIRTUAL' and WATERMARK FOR"
                            + " op_ts AS SOURCE_WATERMARK(): the source's watermark tells of that"
                            + " column alone, not of '"
                            + name
                            + "'.");
        }
    }

    /** The planner hides the call of a function from connectors, but for its text. */
    private static boolean isSourceWatermark(ResolvedExpression expression) {
        return expression
                .asSummaryString()
                .toUpperCase(Locale.ROOT)
                .contains(BuiltInFunctionDefinitions.SOURCE_WATERMARK.getSqlName());
    }
}
