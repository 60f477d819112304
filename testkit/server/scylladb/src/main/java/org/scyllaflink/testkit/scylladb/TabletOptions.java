/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.Map;
import org.apache.cassandra.exceptions.ConfigurationException;

/**
 * The options of {@code WITH tablets = {...}} of a keyspace.
 *
 * @param enabled whether its tables have tablets
 * @param initial how many each has at least in the beginning; 0 leaves that to the server
 */
record TabletOptions(boolean enabled, int initial) {
    /** Reads what a user wrote. */
    static TabletOptions parse(Map<String, String> written) {
        for (String key : written.keySet()) {
            if (!key.equals("enabled") && !key.equals("initial")) {
                throw new ConfigurationException("Unrecognized tablets option " + key);
            }
        }
        return new TabletOptions(
                enabled(written.getOrDefault("enabled", "true")),
                initial(written.getOrDefault("initial", "0")));
    }

    private static boolean enabled(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new ConfigurationException(
                            "Tablets enabled value must be true or false; found: " + value);
        };
    }

    private static int initial(String value) {
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw new ConfigurationException(
                    "Initial tablets value should be numeric; found " + value);
        }
    }
}
