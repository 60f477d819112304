/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * ScyllaDB's encoding of text by text, in which it keeps its own properties of tables: the number
 * of entries, then length and bytes of each key and value, all numbers little-endian.
 */
final class TextMap {
    private TextMap() {}

    static ByteBuffer encode(Map<String, String> values) {
        ByteBuffer buffer = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(values.size());
        new TreeMap<>(values)
                .forEach(
                        (key, value) -> {
                            putText(buffer, key);
                            putText(buffer, value);
                        });
        return buffer.flip().order(ByteOrder.BIG_ENDIAN);
    }

    static Map<String, String> decode(ByteBuffer encoded) {
        ByteBuffer buffer = encoded.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        Map<String, String> values = new HashMap<>();
        for (int count = buffer.getInt(); count > 0; count--) {
            values.put(getText(buffer), getText(buffer));
        }
        return values;
    }

    private static void putText(ByteBuffer buffer, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        buffer.putInt(bytes.length).put(bytes);
    }

    private static String getText(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.getInt()];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
