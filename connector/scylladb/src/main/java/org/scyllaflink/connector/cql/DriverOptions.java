/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.config.DriverOption;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.config.TypedDriverOption;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Settings of the ScyllaDB driver, for what this connector has no setting of its own.
 *
 * @param values by path as in the driver's {@code reference.conf} without the leading {@code
 *     datastax-java-driver}, for instance {@code advanced.connection.pool.local.size}; each as
 *     text, for instance {@code 4} or {@code 10 seconds}; lists with commas between
 */
@PublicEvolving
public record DriverOptions(Map<String, String> values) implements Serializable {

    /** Nothing beyond what this connector sets itself. */
    public static final DriverOptions NONE = new DriverOptions(Map.of());

    private static final long serialVersionUID = 1L;

    /** What to use in place of the driver's own settings; also for all paths below these. */
    private static final Map<String, String> OURS =
            Map.ofEntries(
                    Map.entry("basic.contact-points", "contact points"),
                    Map.entry("basic.cloud", "the secure-connect bundle"),
                    Map.entry("basic.load-balancing-policy.local-datacenter", "local data centre"),
                    Map.entry("basic.load-balancing-policy.local-rack", "local rack"),
                    Map.entry("basic.load-balancing-policy.class", "local data centre"),
                    Map.entry("basic.request.timeout", "request timeout"),
                    Map.entry("basic.request.page-size", "page size"),
                    Map.entry("basic.request.consistency", "consistency"),
                    Map.entry("basic.request.serial-consistency", "no serial reads"),
                    Map.entry("basic.request.default-idempotence", "retries by the connector"),
                    Map.entry("advanced.protocol.version", "protocol V4, ScyllaDB's own"),
                    Map.entry("advanced.auth-provider", "user and password"),
                    Map.entry("advanced.ssl-engine-factory", "TLS"));

    /**
     * @throws IllegalArgumentException if a path is unknown to the driver or set by this connector,
     *     or a value is not of its type; names the path
     */
    public static DriverOptions of(Map<String, String> values) {
        DriverOptions options = new DriverOptions(values);
        options.values.keySet().forEach(DriverOptions::checkPath);
        options.values.keySet().forEach(options::checkValue);
        return options;
    }

    public DriverOptions {
        values = Map.copyOf(values);
    }

    /** Adds these settings to others, over which they win. */
    void addTo(ProgrammaticDriverConfigLoaderBuilder config) {
        values.forEach(
                (path, value) -> {
                    TypedDriverOption<?> option = typed(path);
                    if (option.getExpectedType().getRawType() == List.class) {
                        List<String> elements = List.of(value.trim().split("\\s*,\\s*"));
                        config.withStringList(option.getRawOption(), elements);
                    } else {
                        config.withString(option.getRawOption(), value);
                    }
                });
    }

    private static void checkPath(String path) {
        OURS.forEach(
                (ours, setting) -> {
                    if (path.equals(ours) || path.startsWith(ours + ".")) {
                        throw new IllegalArgumentException(
                                "driver option '"
                                        + path
                                        + "': set by the connector (expected: "
                                        + setting
                                        + ")");
                    }
                });
        typed(path);
    }

    private static TypedDriverOption<?> typed(String path) {
        for (TypedDriverOption<?> option : TypedDriverOption.builtInValues()) {
            if (option.getRawOption().getPath().equals(path)) {
                return option;
            }
        }
        throw new IllegalArgumentException(
                "driver option '"
                        + path
                        + "': unknown (expected: a path of the driver's reference.conf, such as "
                        + DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE.getPath()
                        + ")");
    }

    /** Reads a value alone, as the driver would when it first needs it. */
    private void checkValue(String path) {
        TypedDriverOption<?> option = typed(path);
        Class<?> type = option.getExpectedType().getRawType();
        ProgrammaticDriverConfigLoaderBuilder config = DriverConfigLoader.programmaticBuilder();
        new DriverOptions(Map.of(path, values.get(path))).addTo(config);
        try (DriverConfigLoader loader = config.build()) {
            read(loader.getInitialConfig().getDefaultProfile(), option.getRawOption(), type);
        } catch (RuntimeException e) {
            // Without the value, which might be a secret that ended up in the wrong place.
            throw new IllegalArgumentException(
                    "driver option '"
                            + path
                            + "': not a value of its type (expected: "
                            + type.getSimpleName()
                            + " as in the driver's reference.conf)");
        }
    }

    private static void read(DriverExecutionProfile profile, DriverOption option, Class<?> type) {
        if (type == Integer.class) {
            profile.getInt(option);
        } else if (type == Long.class) {
            profile.getLong(option);
        } else if (type == Double.class) {
            profile.getDouble(option);
        } else if (type == Boolean.class) {
            profile.getBoolean(option);
        } else if (type == Duration.class) {
            profile.getDuration(option);
        }
    }

    /** The paths alone, as a value may be a secret. */
    @Override
    public String toString() {
        return "DriverOptions" + new TreeMap<>(values).keySet();
    }
}
