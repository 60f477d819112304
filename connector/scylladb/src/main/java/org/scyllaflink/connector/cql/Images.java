/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.TableSchema;

/**
 * The images of one kind in a batch, until they are paired with the changes of their rows. They do
 * not stand beside these in the log.
 */
final class Images {

    private final String name;

    /** By clustering key; null for the static row. */
    private @Nullable Map<@Nullable Key, Image> byKey;

    /**
     * @param name for messages
     */
    Images(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /**
     * @throws IllegalArgumentException if the row has an image already
     */
    void add(@Nullable Key key, LogRow row, TableSchema schema) {
        CqlValue[] values = new CqlValue[schema.columns().size() - schema.keySize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.value(schema.keySize() + i);
        }
        if (byKey == null) {
            byKey = new LinkedHashMap<>();
        }
        if (byKey.put(key, new Image(row.sequence(), new RowImage(values))) != null) {
            throw new IllegalArgumentException(
                    "a second " + name + " of one row (expected: one a batch)");
        }
    }

    /** The image of a row, which any number of changes of the row may take; null without one. */
    @Nullable RowImage take(@Nullable Key key) {
        Image image = byKey == null ? null : byKey.get(key);
        if (image == null) {
            return null;
        }
        image.paired = true;
        return image.values;
    }

    /** The sequence in the batch of the first image that nobody took; −1 if all were taken. */
    int firstUnpaired() {
        if (byKey == null) {
            return -1;
        }
        for (Image image : byKey.values()) {
            if (!image.paired) {
                return image.sequence;
            }
        }
        return -1;
    }

    private static final class Image {
        private final int sequence;
        private final RowImage values;
        private boolean paired;

        Image(int sequence, RowImage values) {
            this.sequence = sequence;
            this.values = values;
        }
    }
}
