/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.cassandra.exceptions.ConfigurationException;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.TableParams;

/**
 * The options of {@code WITH cdc = {...}}, kept where ScyllaDB keeps them and in its encoding: the
 * extension {@code cdc} of the table.
 *
 * @param enabled whether writes are logged
 * @param preimage what of a row is read before a write
 * @param postimage whether rows are logged as they are after a write
 * @param delta what is logged of the write itself
 * @param ttl life of a log row in seconds; 0 for ever
 * @see <a href="https://docs.scylladb.com/manual/stable/features/cdc/cdc-log-table.html">ScyllaDB:
 *     the CDC log table</a>
 */
record CdcOptions(boolean enabled, Preimage preimage, boolean postimage, Delta delta, int ttl) {
    static final String EXTENSION = "cdc";
    private static final int DEFAULT_TTL = 86_400;

    /** What of a row is read before a write. */
    enum Preimage {
        NONE("false"),
        TOUCHED("true"),
        FULL("full");

        private final String text;

        Preimage(String text) {
            this.text = text;
        }
    }

    /** What is logged of a write itself. */
    enum Delta {
        KEYS("keys"),
        FULL("full");

        private final String text;

        Delta(String text) {
            this.text = text;
        }
    }

    /** Reads what a user wrote; ScyllaDB ignores case in keys and values. */
    static CdcOptions parse(Map<String, String> written) {
        Map<String, String> values = new HashMap<>();
        written.forEach(
                (key, value) ->
                        values.put(key.toLowerCase(Locale.ROOT), value.toLowerCase(Locale.ROOT)));
        for (String key : values.keySet()) {
            switch (key) {
                case "enabled", "preimage", "postimage", "delta", "ttl" -> {}
                default -> throw new ConfigurationException("Invalid CDC option: " + key);
            }
        }
        return new CdcOptions(
                isTrue("enabled", values.get("enabled")),
                preimage(values.get("preimage")),
                isTrue("postimage", values.get("postimage")),
                delta(values.get("delta")),
                ttl(values.get("ttl")));
    }

    /** Reads an ALTER, which replaces all options and must say whether CDC is enabled. */
    static CdcOptions parseAltered(Map<String, String> written) {
        CdcOptions options = parse(written);
        if (written.keySet().stream().noneMatch("enabled"::equalsIgnoreCase)) {
            throw new InvalidRequestException(
                    "Altering CDC options requires specifying \"enabled\" flag");
        }
        return options;
    }

    /** Returns the options of a table; null when it never had any. */
    @Nullable
    static CdcOptions of(TableParams params) {
        ByteBuffer encoded = params.extensions.get(EXTENSION);
        return encoded == null ? null : parse(TextMap.decode(encoded));
    }

    /** Returns whether writes to a table with these parameters are logged. */
    static boolean isEnabled(TableParams params) {
        CdcOptions options = of(params);
        return options != null && options.enabled();
    }

    TableParams storeIn(TableParams params) {
        Map<String, ByteBuffer> extensions = new HashMap<>(params.extensions);
        extensions.put(EXTENSION, encode());
        return params.unbuild().extensions(extensions).build();
    }

    ByteBuffer encode() {
        Map<String, String> values = new TreeMap<>();
        values.put("enabled", String.valueOf(enabled));
        values.put("preimage", preimage.text);
        values.put("postimage", String.valueOf(postimage));
        values.put("delta", delta.text);
        values.put("ttl", String.valueOf(ttl));
        return TextMap.encode(values);
    }

    private static boolean isTrue(String key, @Nullable String value) {
        if (value == null) {
            return false;
        }
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw invalid(key, value);
        };
    }

    private static Preimage preimage(@Nullable String value) {
        if ("full".equals(value)) {
            return Preimage.FULL;
        }
        return isTrue("preimage", value) ? Preimage.TOUCHED : Preimage.NONE;
    }

    private static Delta delta(@Nullable String value) {
        if (value == null) {
            return Delta.FULL;
        }
        return switch (value) {
            case "full" -> Delta.FULL;
            case "keys" -> Delta.KEYS;
            default -> throw invalid("delta", value);
        };
    }

    private static int ttl(@Nullable String value) {
        if (value == null) {
            return DEFAULT_TTL;
        }
        int ttl;
        try {
            ttl = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw invalid("ttl", value);
        }
        if (ttl < 0) {
            throw new ConfigurationException("Invalid CDC option: ttl must be >= 0");
        }
        return ttl;
    }

    private static ConfigurationException invalid(String key, String value) {
        return new ConfigurationException("Invalid value for CDC option \"" + key + "\": " + value);
    }
}
