/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** Reads the tables of a catalog, which do not show all options that it takes. */
final class CatalogTableFactory implements DynamicTableSourceFactory {

    private final TableOptions options;

    CatalogTableFactory(TableOptions options) {
        this.options = options;
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        Map<String, String> all = options.complete(context.getCatalogTable().getOptions());
        Context complete = new WithOptions(context, context.getCatalogTable().copy(all));
        String connector = all.get(FactoryUtil.CONNECTOR.key());
        if (ScyllaCdcTableFactory.IDENTIFIER.equals(connector)) {
            return new ScyllaCdcTableFactory().createDynamicTableSource(complete);
        } else if (ScyllaTableFactory.IDENTIFIER.equals(connector)) {
            return new ScyllaTableFactory().createDynamicTableSource(complete);
        }
        throw new ValidationException(
                String.format(
                        "'connector' = '%s' (expected, for a table of this catalog: '%s' or '%s').",
                        connector,
                        ScyllaCdcTableFactory.IDENTIFIER,
                        ScyllaTableFactory.IDENTIFIER));
    }

    @Override
    public String factoryIdentifier() {
        return ScyllaCatalogFactory.IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    private record WithOptions(Context context, ResolvedCatalogTable table) implements Context {

        @Override
        public ObjectIdentifier getObjectIdentifier() {
            return context.getObjectIdentifier();
        }

        @Override
        public ResolvedCatalogTable getCatalogTable() {
            return table;
        }

        @Override
        public Map<String, String> getEnrichmentOptions() {
            return context.getEnrichmentOptions();
        }

        @Override
        public ReadableConfig getConfiguration() {
            return context.getConfiguration();
        }

        @Override
        public ClassLoader getClassLoader() {
            return context.getClassLoader();
        }

        @Override
        public boolean isTemporary() {
            return context.isTemporary();
        }
    }
}
