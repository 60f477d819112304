/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.annotation.PublicEvolving;

/**
 * One JSON object as UTF-8 bytes, sent to Elasticsearch as it is. Two documents are equal when
 * their bytes are.
 *
 * <p>Whether the bytes are well-formed JSON is for Elasticsearch to find out; here only what would
 * break the bulk request around them is dealt with: the first visible byte has to open an object,
 * and line feeds, which JSON allows between tokens only and which end a line of a bulk request,
 * become spaces.
 */
@PublicEvolving
public final class JsonDocument implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] utf8;

    private JsonDocument(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * A document of these bytes. The array is taken over, not copied: it must not be changed
     * afterwards.
     *
     * @param utf8 one JSON object, UTF-8
     * @throws IllegalArgumentException if the bytes do not begin with an object
     */
    public static JsonDocument of(byte[] utf8) {
        requireObject(utf8);
        return new JsonDocument(onOneLine(utf8));
    }

    /**
     * A document of this text.
     *
     * @param json one JSON object
     * @throws IllegalArgumentException if the text does not begin with an object
     */
    public static JsonDocument of(String json) {
        return of(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The number of bytes. */
    public int size() {
        return utf8.length;
    }

    /** The bytes themselves, for those who only read them. */
    byte[] bytes() {
        return utf8;
    }

    private static void requireObject(byte[] utf8) {
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (b == '{') {
                return;
            }
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                throw new IllegalArgumentException(
                        String.format(
                                "document: byte 0x%02x at position %d (expected a JSON object,"
                                        + " beginning with '{')",
                                b, i));
            }
        }
        throw new IllegalArgumentException(
                "document: " + utf8.length + " bytes, all blank (expected a JSON object)");
    }

    private static byte[] onOneLine(byte[] utf8) {
        byte[] line = utf8;
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] == '\n') {
                if (line == utf8) {
                    line = utf8.clone();
                }
                line[i] = ' ';
            }
        }
        return line;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonDocument that && Arrays.equals(utf8, that.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    /** The size only: documents hold users' data, which has no place in logs. */
    @Override
    public String toString() {
        return "JsonDocument[" + utf8.length + " bytes]";
    }
}
