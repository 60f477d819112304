/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.Serializable;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The {@code cdc} options of a table, as ScyllaDB keeps them in {@code
 * system_schema.tables.extensions}. They stay there, saying that CDC is off, when it is disabled.
 *
 * @param preimage what the log keeps of a row as it was before a write
 * @param postimage whether the log keeps whole rows as they are after a write
 * @param ttl life of a row in the log; zero if rows stay for ever
 */
@Internal
public record CdcOptions(
        boolean enabled, Preimage preimage, boolean postimage, Delta delta, Duration ttl)
        implements Serializable {

    private static final long serialVersionUID = 1L;
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

    /** Life of a row in the log; null if rows stay for ever. */
    public @Nullable Duration logTtl() {
        return ttl.isZero() ? null : ttl;
    }

    /** These options with other images and deltas. */
    public CdcOptions with(Preimage newPreimage, boolean newPostimage, Delta newDelta) {
        return new CdcOptions(enabled, newPreimage, newPostimage, newDelta, ttl);
    }

    /** All of them, as CQL writes them after {@code cdc =}: an ALTER resets what it leaves out. */
    public String cql() {
        return String.format(
                "{'enabled': %s, 'preimage': %s, 'postimage': %s, 'delta': '%s', 'ttl': %d}",
                enabled,
                preimage.cql,
                postimage,
                delta == Delta.KEYS ? "keys" : "full",
                ttl.toSeconds());
    }

    private static CdcOptions of(Map<String, String> options) {
        return new CdcOptions(
                isTrue(options.get("enabled")),
                preimage(options.getOrDefault("preimage", "false")),
                isTrue(options.get("postimage")),
                options.getOrDefault("delta", "full").equals("keys") ? Delta.KEYS : Delta.FULL,
                Duration.ofSeconds(
                        Long.parseLong(options.getOrDefault("ttl", DEFAULT_TTL_SECONDS))));
    }

    private static Preimage preimage(String text) {
        if (text.equals("full")) {
            return Preimage.FULL;
        }
        return isTrue(text) ? Preimage.CHANGED : Preimage.NONE;
    }

    private static boolean isTrue(@Nullable String text) {
        return "true".equals(text) || "1".equals(text);
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

    /** What of a row's state before a write is logged with it. */
    public enum Preimage {
        NONE("false"),
        /** The columns that the write touches. */
        CHANGED("true"),
        /** All columns. */
        FULL("'full'");

        private final String cql;

        Preimage(String cql) {
            this.cql = cql;
        }
    }

    /** What of a write itself is logged. */
    public enum Delta {
        /** Keys and values. */
        FULL,
        /** Keys alone. */
        KEYS
    }
}
