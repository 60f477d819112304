/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code cdc} options of a table, as ScyllaDB keeps them in {@code
 * system_schema.tables.extensions}. They stay there, saying that CDC is off, when it is disabled.
 *
 * @param keysOnly whether deltas hold keys without values ({@code delta: keys})
 * @param logTtl life of a row in the log; null if rows stay for ever
 */
record CdcOptions(boolean enabled, boolean keysOnly, @Nullable Duration logTtl) {

    private static final String DEFAULT_TTL_SECONDS = "86400";

    /**
     * Reads a map of strings in ScyllaDB's own serialization: a count, then for each key and each
     * value its length and its bytes; numbers are of 32 bits, little-endian (ScyllaDB, {@code
     * cdc/cdc_extension.hh}, {@code serializer_impl.hh}).
     *
     * @param bytes read from its position, which does not move
     * @throws IllegalArgumentException if the bytes are not such a map
     */
    static CdcOptions decode(ByteBuffer bytes) {
        ByteBuffer buffer = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        Map<String, String> options = new HashMap<>();
        try {
            for (int left = buffer.getInt(); left > 0; left--) {
                options.put(text(buffer), text(buffer).toLowerCase(Locale.ROOT));
            }
            return of(options);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            byte[] all = new byte[bytes.remaining()];
            bytes.get(bytes.position(), all);
            throw new IllegalArgumentException(
                    "cdc options: 0x"
                            + HexFormat.of().formatHex(all)
                            + " (expected: ScyllaDB's serialized map of strings)",
                    e);
        }
    }

    private static CdcOptions of(Map<String, String> options) {
        long ttlSeconds = Long.parseLong(options.getOrDefault("ttl", DEFAULT_TTL_SECONDS));
        String enabled = options.getOrDefault("enabled", "false");
        return new CdcOptions(
                enabled.equals("true") || enabled.equals("1"),
                options.getOrDefault("delta", "full").equals("keys"),
                ttlSeconds == 0 ? null : Duration.ofSeconds(ttlSeconds));
    }

    private static String text(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
