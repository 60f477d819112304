/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.util.TimeUtils;

/** The page of documentation that lists options, made from these options themselves. */
final class OptionsPage {

    private static final String INTRODUCTION =
            """
            # Options of tables in SQL

            Made from the code: to change this page, change the descriptions there and run
            `mvn test -pl connector/scylladb -am -Dtest=OptionsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Doptions.write=true`.

            Durations are written like `500 ms`, `10 s` or `2 h`, sizes like `64 mb`, lists with `;` between.
            """;

    private static final List<Class<?>> DECLARING =
            List.of(
                    ScyllaCatalogFactory.class,
                    ScyllaCdcConnectorOptions.class,
                    ScyllaConnectionOptions.class,
                    ScyllaSnapshotOptions.class,
                    FactoryUtil.class);

    private final StringBuilder page = new StringBuilder(INTRODUCTION);

    private OptionsPage() {}

    /** The whole page. */
    static String text() {
        OptionsPage page = new OptionsPage();
        page.addChangeTables();
        page.addTables();
        page.addCatalog();
        page.addConnection();
        return page.page.toString();
    }

    private void addChangeTables() {
        page.append("\n## Tables of changes: `'connector' = 'scylladb-cdc'`\n");
        List<ConfigOption<?>> left =
                new ArrayList<>(DeclaredOptions.of(ScyllaCdcConnectorOptions.class));
        add("The table", left, key -> !key.startsWith("scan."));
        add("What becomes of its changes", left, key -> key.startsWith("scan.changelog"));
        add(
                "Where to begin and where to end",
                left,
                key -> key.startsWith("scan.startup") || key.startsWith("scan.bounded"));
        add("Reading the log", left, key -> true);
        add(
                "Reading the table, for a snapshot",
                new ArrayList<>(ScyllaSnapshotOptions.all()),
                key -> true);
        add(
                "Options that Flink defines",
                new ArrayList<>(
                        List.of(
                                FactoryUtil.SOURCE_PARALLELISM,
                                FactoryUtil.WATERMARK_EMIT_STRATEGY,
                                FactoryUtil.WATERMARK_ALIGNMENT_GROUP,
                                FactoryUtil.WATERMARK_ALIGNMENT_MAX_DRIFT,
                                FactoryUtil.WATERMARK_ALIGNMENT_UPDATE_INTERVAL,
                                FactoryUtil.SOURCE_IDLE_TIMEOUT)),
                key -> true);
    }

    private void addTables() {
        page.append("\n## Tables that are read once: `'connector' = 'scylladb'`\n");
        add(
                "The table and its readers",
                new ArrayList<>(
                        List.of(
                                ScyllaCdcConnectorOptions.KEYSPACE,
                                ScyllaCdcConnectorOptions.TABLE,
                                ScyllaSnapshotOptions.RANGES,
                                ScyllaSnapshotOptions.ROWS_PER_SECOND,
                                FactoryUtil.SOURCE_PARALLELISM)),
                key -> true);
    }

    private void addCatalog() {
        page.append("\n## Catalogs: `'type' = 'scylladb'`\n");
        add(
                "The catalog itself",
                new ArrayList<>(DeclaredOptions.of(ScyllaCatalogFactory.class)),
                key -> true);
        page.append(
                "\nWith them those of the connection, and as defaults of its tables all others on"
                        + " this page but `keyspace`, `table` and `scan.changelog`.\n");
    }

    private void addConnection() {
        page.append("\n## Connection\n\nThe same for all tables and catalogs.\n");
        List<ConfigOption<?>> left = new ArrayList<>(ScyllaConnectionOptions.all());
        add("Nodes, login and limits", left, key -> !key.startsWith("connection.tls."));
        add("TLS", left, key -> true);
    }

    /** Takes the options that a table of the page is to hold out of those that are left. */
    private void add(String title, List<ConfigOption<?>> left, Predicate<String> isHere) {
        List<ConfigOption<?>> options =
                left.stream().filter(option -> isHere.test(option.key())).toList();
        left.removeAll(options);
        if (options.isEmpty()) {
            return;
        }
        page.append("\n### ").append(title).append("\n\n");
        page.append("| Option | Type | Default | Meaning |\n| --- | --- | --- | --- |\n");
        for (ConfigOption<?> option : options) {
            page.append(
                    String.format(
                            "| `%s` | %s | %s | %s |%n",
                            option.key(),
                            type(option),
                            defaultValue(option),
                            new HtmlFormatter().format(option.description())));
        }
    }

    private static String defaultValue(ConfigOption<?> option) {
        Object value = option.defaultValue();
        if (ScyllaCdcConnectorOptions.required().contains(option)) {
            return "required";
        }
        if (value == null || value instanceof Map<?, ?> map && map.isEmpty()) {
            return "–";
        }
        if (value instanceof Duration duration) {
            return "`" + TimeUtils.formatWithHighestUnit(duration) + "`";
        }
        if (value instanceof MemorySize size) {
            return "`" + size + "`";
        }
        return "`" + value + "`";
    }

    private static String type(ConfigOption<?> option) {
        Type type = declaredType(option);
        if (type instanceof ParameterizedType generic) {
            return ((Class<?>) generic.getRawType()).getSimpleName();
        }
        Class<?> simple = (Class<?>) type;
        return simple.isEnum()
                ? Arrays.stream(simple.getEnumConstants())
                        .map(value -> "`" + value + "`")
                        .collect(Collectors.joining(", "))
                : simple.getSimpleName();
    }

    /** An option itself does not tell its type. */
    private static Type declaredType(ConfigOption<?> option) {
        for (Class<?> declaring : DECLARING) {
            for (Field field : declaring.getDeclaredFields()) {
                if (field.getType() == ConfigOption.class && option == value(field)) {
                    return ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
                }
            }
        }
        throw new IllegalStateException(option + " is declared by none of " + DECLARING);
    }

    private static Object value(Field field) {
        if (!Modifier.isPublic(field.getModifiers())) {
            return null;
        }
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field.toString(), e);
        }
    }
}
