/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.types.Row;

/** {@code 'connector' = 'collecting'}: keeps what statements insert where tests can see it. */
public final class CollectingSinkFactory implements DynamicTableSinkFactory {

    private static final ConfigOption<String> NAME =
            ConfigOptions.key("name").stringType().noDefaultValue();
    private static final Map<String, Collection<Row>> COLLECTED = new ConcurrentHashMap<>();

    /** Rows of a sink so far, in their order for each key. */
    static List<Row> rows(String name) {
        return List.copyOf(COLLECTED.getOrDefault(name, List.of()));
    }

    @Override
    public String factoryIdentifier() {
        return "collecting";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(NAME);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        return new CollectingTableSink(
                FactoryUtil.createTableFactoryHelper(this, context).getOptions().get(NAME),
                context.getPhysicalRowDataType());
    }

    private record CollectingTableSink(String name, org.apache.flink.table.types.DataType rowType)
            implements DynamicTableSink {

        @Override
        public ChangelogMode getChangelogMode(ChangelogMode requested) {
            return ChangelogMode.all();
        }

        @Override
        public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
            return SinkV2Provider.of(
                    new CollectingSink(name, context.createDataStructureConverter(rowType)));
        }

        @Override
        public DynamicTableSink copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return "collecting";
        }
    }

    private record CollectingSink(String name, DynamicTableSink.DataStructureConverter converter)
            implements Sink<RowData> {
        private static final long serialVersionUID = 1L;

        @Override
        public SinkWriter<RowData> createWriter(WriterInitContext context) {
            Collection<Row> rows =
                    COLLECTED.computeIfAbsent(name, key -> new ConcurrentLinkedQueue<>());
            return new SinkWriter<>() {
                @Override
                public void write(RowData row, Context context) {
                    rows.add((Row) converter.toExternal(row));
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
