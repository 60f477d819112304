/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RowImage;

/**
 * The images of one kind in a batch, until they are paired with the changes of their rows. They do
 * not stand beside these in the log.
 */
final class Images {

    private final Kind kind;

    /** By clustering key; null for the static row. */
    private @Nullable Map<@Nullable Key, Image> byKey;

    Images(Kind kind) {
        this.kind = kind;
    }

    enum Kind {
        /** Marks the columns that it includes and that were null as deleted. */
        BEFORE("pre-image"),
        /** Includes all columns of its row, marking none; of these, all that are read. */
        AFTER("post-image");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** For messages. */
    String name() {
        return kind.text;
    }

    /**
     * @throws IllegalArgumentException if the row has an image already, or shows a column that is
     *     none of its row
     */
    void add(@Nullable Key key, LogRow row, LogLayout layout) {
        if (byKey == null) {
            byKey = new LinkedHashMap<>();
        }
        RowImage image = read(row, layout, key == null);
        if (byKey.put(key, new Image(row.sequence(), image)) != null) {
            throw new IllegalArgumentException(
                    "a second " + name() + " of one row (expected: one a batch)");
        }
    }

    private RowImage read(LogRow row, LogLayout layout, boolean staticRow) {
        int firstColumn = layout.schema().keySize();
        CqlValue[] values = new CqlValue[layout.size()];
        BitSet included = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            if (!layout.readsValues(i)) {
                continue;
            }
            CqlValue value = row.value(firstColumn + i);
            if (value != null) {
                layout.checkKind(i, staticRow);
                Elements elements = layout.elements(i);
                values[i] = elements == null ? value : elements.image(value);
            }
            boolean isIncluded =
                    kind == Kind.AFTER
                            ? layout.isStatic(i) == staticRow
                            : value != null || row.isDeleted(firstColumn + i);
            included.set(i, isIncluded);
        }
        return new RowImage(values, included);
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
