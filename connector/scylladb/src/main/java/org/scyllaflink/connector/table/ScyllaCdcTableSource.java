/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.TypeConversions;
import org.jspecify.annotations.Nullable;

/** A table with CDC as a query reads it. What the planner pushes down is kept until it asks. */
@Internal
final class ScyllaCdcTableSource
        implements ScanTableSource,
                SupportsReadingMetadata,
                SupportsProjectionPushDown,
                SupportsFilterPushDown,
                SupportsWatermarkPushDown,
                SupportsSourceWatermark {

    private final CdcScan scan;
    private RowType columns;
    private List<ReadableMetadata> metadata = List.of();
    private List<PartitionCondition> partitions = List.of();
    private @Nullable WatermarkStrategy<RowData> watermarks;

    /**
     * @param columns the declared physical ones
     */
    ScyllaCdcTableSource(CdcScan scan, RowType columns) {
        this.scan = scan;
        this.columns = columns;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return scan.span().startup() == StartupMode.SNAPSHOT
                ? ChangelogMode.insertOnly()
                : scan.style().changelogMode();
    }

    /**
     * @throws ValidationException if the log does not hold what rows of the columns are made from
     */
    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        if (scan.style().isStateless()) {
            try {
                RowDataChangeSchema.of(scan.style(), scan.schema(), columns, metadata)
                        .check(scan.table());
            } catch (IllegalArgumentException e) {
                throw new ValidationException(e.getMessage());
            }
        }
        PartitionFilter filter = new PartitionFilter(scan.schema(), partitions);
        return new CdcRows(scan, columns, metadata, filter, watermarks);
    }

    @Override
    public Map<String, DataType> listReadableMetadata() {
        Map<String, DataType> types = new LinkedHashMap<>();
        for (ReadableMetadata readable : ReadableMetadata.in(scan.style())) {
            types.put(
                    readable.key(),
                    TypeConversions.fromLogicalToDataType(readable.type(scan.schema())));
        }
        return types;
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType producedDataType) {
        metadata = keys.stream().map(key -> ReadableMetadata.of(key, scan.style())).toList();
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] projectedFields, DataType producedDataType) {
        columns = (RowType) producedDataType.getLogicalType();
    }

    /** Keeps what tells partitions, which the rest of the scan then knows nothing of. */
    @Override
    public Result applyFilters(List<ResolvedExpression> filters) {
        List<PartitionCondition> conditions = new ArrayList<>();
        List<ResolvedExpression> accepted = new ArrayList<>();
        List<ResolvedExpression> remaining = new ArrayList<>();
        for (ResolvedExpression filter : filters) {
            PartitionCondition condition = PartitionCondition.of(filter, scan.schema());
            if (condition == null) {
                remaining.add(filter);
            } else {
                conditions.add(condition);
                accepted.add(filter);
            }
        }
        partitions = List.copyOf(conditions);
        return Result.of(accepted, remaining);
    }

    /** Applied to the rows that come out, in place of the watermarks of the log. */
    @Override
    public void applyWatermark(WatermarkStrategy<RowData> strategy) {
        watermarks = strategy;
    }

    /** Rows come with the log's watermarks unless others are applied. */
    @Override
    public void applySourceWatermark() {
        watermarks = null;
    }

    @Override
    public DynamicTableSource copy() {
        ScyllaCdcTableSource copy = new ScyllaCdcTableSource(scan, columns);
        copy.metadata = metadata;
        copy.partitions = partitions;
        copy.watermarks = watermarks;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "ScyllaDB changes of " + scan.schema().table() + " (" + scan.style() + ")";
    }
}
