/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** How counts and history rows look as JSON, and under which ids they are kept. */
final class SegmentDocuments {

    private static final JsonFactory JSON = new JsonFactory();

    /** Elasticsearch takes no longer id. */
    private static final int MAX_ID_BYTES = 512;

    private static final char HASH_MARK = '~';
    private static final char WINDOW_MARK = '|';

    private SegmentDocuments() {}

    static byte[] json(SegmentCount count) {
        return json(
                object -> {
                    object.writeStringField("segment", count.segment());
                    object.writeNumberField("count", count.count());
                    object.writeNumberField("version", count.version());
                    object.writeStringField("updated_at", time(count.updatedAt()));
                });
    }

    static byte[] json(SegmentWindow row) {
        return json(
                object -> {
                    object.writeStringField("segment", row.segment());
                    object.writeStringField("window_start", time(row.windowStart()));
                    object.writeStringField("window_end", time(row.windowEnd()));
                    object.writeNumberField("count", row.count());
                    object.writeNumberField("joined", row.joined());
                    object.writeNumberField("left", row.left());
                    object.writeNumberField("expired", row.expired());
                    object.writeNumberField("late", row.late());
                });
    }

    /** The segment itself, or its beginning and a hash if it makes no id. */
    static String id(SegmentCount count) {
        return id(count.segment(), MAX_ID_BYTES);
    }

    /** {@code segment|window start}, the segment shortened as in {@link #id(SegmentCount)}. */
    static String id(SegmentWindow row) {
        String suffix = WINDOW_MARK + time(row.windowStart());
        return id(row.segment(), MAX_ID_BYTES - suffix.length()) + suffix;
    }

    private static String id(String segment, int maxBytes) {
        byte[] utf8 = segment.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > 0 && utf8.length <= maxBytes) {
            return segment;
        }
        String hash = HASH_MARK + HexFormat.of().formatHex(sha256(utf8));
        return beginning(segment, maxBytes - hash.length()) + hash;
    }

    /** As many whole characters as fit. */
    private static String beginning(String text, int maxBytes) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            bytes += text.substring(end, next).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > maxBytes) {
                break;
            }
            end = next;
        }
        return text.substring(0, end);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    private static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }

    private static byte[] json(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            generator.writeStartObject();
            fields.writeTo(generator);
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private interface Fields {
        void writeTo(JsonGenerator object) throws IOException;
    }
}
