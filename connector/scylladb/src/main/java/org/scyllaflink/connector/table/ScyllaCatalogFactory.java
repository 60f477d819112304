/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.CommonCatalogOptions;
import org.apache.flink.table.factories.CatalogFactory;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * Makes the catalog of a cluster.
 *
 * <pre>{@code
 * CREATE CATALOG scylla WITH (
 *     'type' = 'scylladb',
 *     'connection.contact-points' = '10.0.0.1:9042',
 *     'default-database' = 'shop');
 * SELECT * FROM scylla.shop.orders;
 * }</pre>
 *
 * Options of the connectors that are given to the catalog, except those that say which table is
 * read and how its changelog looks, are those of its tables.
 */
@PublicEvolving
public final class ScyllaCatalogFactory implements CatalogFactory {

    /** The value of {@code 'type'}. */
    public static final String IDENTIFIER = "scylladb";

    public static final ConfigOption<String> DEFAULT_DATABASE =
            ConfigOptions.key(CommonCatalogOptions.DEFAULT_DATABASE_KEY)
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Keyspace of tables that a query names without one. Without it: none.");

    public static final ConfigOption<Boolean> SHOW_SYSTEM_KEYSPACES =
            ConfigOptions.key("show-system-keyspaces")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether the server's own keyspaces, 'system' and 'system_…', are among"
                                    + " the databases.");

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        Set<ConfigOption<?>> options = new LinkedHashSet<>();
        options.add(DEFAULT_DATABASE);
        options.add(SHOW_SYSTEM_KEYSPACES);
        options.addAll(ofTables());
        return options;
    }

    private static Set<ConfigOption<?>> ofTables() {
        Set<ConfigOption<?>> options = new LinkedHashSet<>(ScyllaConnectionOptions.all());
        options.addAll(ScyllaCdcConnectorOptions.optional());
        options.addAll(ScyllaTableFactory.optional());
        options.remove(ScyllaCdcConnectorOptions.CHANGELOG);
        return options;
    }

    @Override
    public Catalog createCatalog(Context context) {
        FactoryUtil.CatalogFactoryHelper helper =
                FactoryUtil.createCatalogFactoryHelper(this, context);
        helper.validate();
        ReadableConfig options = helper.getOptions();
        Map<String, String> ofTables = new HashMap<>(context.getOptions());
        ofTables.keySet().removeIf(key -> !TableOptions.isOneOf(key, ofTables()));
        return new ScyllaCatalog(
                context.getName(),
                options.getOptional(DEFAULT_DATABASE).orElse(null),
                options.get(SHOW_SYSTEM_KEYSPACES),
                ConfiguredConnection.impatient(ConfiguredConnection.of(options)),
                new TableOptions(ofTables));
    }
}
