/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.table.factories.FactoryUtil;
import org.scyllaflink.connector.cql.TableDescription;

/**
 * The options of a catalog's tables: those that the catalog was given for them, of which passwords
 * and the like are kept out of what tables show.
 */
final class TableOptions {

    /** What says who is asked, as whom, and in whose hearing: a secret is for these alone. */
    private static final List<String> CONFIDANTS =
            List.of(
                    ScyllaConnectionOptions.CONTACT_POINTS.key(),
                    ScyllaConnectionOptions.SECURE_CONNECT_BUNDLE.key(),
                    ScyllaConnectionOptions.USERNAME.key(),
                    ScyllaConnectionOptions.TLS_ENABLED.key(),
                    ScyllaConnectionOptions.TLS_ACCEPT_ANY_HOST_NAME.key());

    private final Map<String, String> shown = new TreeMap<>();
    private final Map<String, String> hidden = new HashMap<>();

    /**
     * @param given options of the connectors, by key
     */
    TableOptions(Map<String, String> given) {
        given.forEach(
                (key, value) ->
                        (GlobalConfiguration.isSensitive(key) ? hidden : shown).put(key, value));
    }

    /** What a table shows of its options. */
    Map<String, String> of(TableDescription table, TableView view) {
        boolean isChangelog = table.cdc() != null;
        Map<String, String> options = new TreeMap<>();
        shown.forEach(
                (key, value) -> {
                    if (isKnown(key, isChangelog)) {
                        options.put(key, value);
                    }
                });
        options.put(
                FactoryUtil.CONNECTOR.key(),
                isChangelog ? ScyllaCdcTableFactory.IDENTIFIER : ScyllaTableFactory.IDENTIFIER);
        options.put(ScyllaCdcConnectorOptions.KEYSPACE.key(), table.schema().table().keyspace());
        options.put(ScyllaCdcConnectorOptions.TABLE.key(), table.schema().table().table());
        if (view == TableView.LOG) {
            options.put(
                    ScyllaCdcConnectorOptions.CHANGELOG.key(), ChangelogStyle.DELTAS.toString());
            // Said of all tables, a snapshot is not meant for those that have none.
            options.computeIfPresent(
                    ScyllaCdcConnectorOptions.STARTUP_MODE.key(),
                    (key, value) -> beginsWithSnapshot(value) ? null : value);
        }
        return options;
    }

    private static boolean beginsWithSnapshot(String startup) {
        return Arrays.stream(StartupMode.values())
                .anyMatch(mode -> mode.readsTable() && mode.toString().equalsIgnoreCase(startup));
    }

    /**
     * All options of a table, whatever it shows.
     *
     * @param table those that it shows, with those of a query's hints
     */
    Map<String, String> complete(Map<String, String> table) {
        Map<String, String> all = new HashMap<>();
        if (CONFIDANTS.stream().allMatch(key -> Objects.equals(shown.get(key), table.get(key)))) {
            all.putAll(hidden);
        }
        all.putAll(table);
        if (ScyllaTableFactory.IDENTIFIER.equals(table.get(FactoryUtil.CONNECTOR.key()))) {
            all.entrySet().removeIf(this::isOfLogs);
        }
        return all;
    }

    /** Whether it is the catalog, and no hint, that says how the log would be read. */
    private boolean isOfLogs(Map.Entry<String, String> option) {
        return !isKnown(option.getKey(), false)
                && (option.getValue().equals(shown.get(option.getKey()))
                        || option.getKey().equals(ScyllaCdcConnectorOptions.CHANGELOG.key()));
    }

    /** Whether the connector of a table knows an option of the catalog. */
    private static boolean isKnown(String key, boolean isChangelog) {
        Set<ConfigOption<?>> known =
                isChangelog ? ScyllaCdcConnectorOptions.optional() : ScyllaTableFactory.optional();
        return isOneOf(key, known);
    }

    /** Whether a key is that of an option, or of an entry of one that is a map. */
    static boolean isOneOf(String key, Set<ConfigOption<?>> options) {
        return options.stream()
                .anyMatch(
                        option ->
                                key.equals(option.key())
                                        || (option.equals(ScyllaConnectionOptions.DRIVER)
                                                && key.startsWith(option.key() + ".")));
    }
}
