/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.conversion.RowRowConverter;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.TableSchema;

/** The rows that a style makes of batches, as text, and what it counts. */
final class ProducedRows {

    private final RowDataChangeSchema rows;
    private final RowRowConverter converter;
    private final Map<String, Counter> counters = new HashMap<>();

    ProducedRows(ChangelogStyle style, TableSchema schema, RowType columns, String... metadata) {
        this.rows =
                RowDataChangeSchema.of(
                        style,
                        schema,
                        columns,
                        Arrays.stream(metadata)
                                .map(key -> ReadableMetadata.of(key, style))
                                .toList());
        this.converter = converter(rows.rowType());
        rows.open(new Opening());
    }

    static RowRowConverter converter(RowType type) {
        RowRowConverter converter = RowRowConverter.create(DataTypes.of(type));
        converter.open(ProducedRows.class.getClassLoader());
        return converter;
    }

    /** Columns of the table with the types that they have by default. */
    static RowType columns(ChangelogStyle style, TableSchema schema, String... names) {
        LogicalType[] types =
                Arrays.stream(names)
                        .map(name -> schema.column(schema.indexOf(name)))
                        .map(column -> DeclaredColumns.defaultType(column, style))
                        .toArray(LogicalType[]::new);
        return RowType.of(types, names);
    }

    List<String> of(ChangeBatch batch) throws IOException {
        List<String> texts = new ArrayList<>();
        rows.deserialize(
                batch,
                new Collector<>() {
                    @Override
                    public void collect(RowData row) {
                        texts.add(String.valueOf(converter.toExternal(row)));
                    }

                    @Override
                    public void close() {}
                });
        return texts;
    }

    long counted(String name) {
        return counters.get(name).getCount();
    }

    private final class Opening implements DeserializationSchema.InitializationContext {

        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup() {
                @Override
                public Counter counter(String name) {
                    return counters.computeIfAbsent(name, n -> new SimpleCounter());
                }
            };
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(ProducedRows.class.getClassLoader());
        }
    }
}
