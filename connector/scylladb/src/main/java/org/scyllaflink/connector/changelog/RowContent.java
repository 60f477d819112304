/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;

/** What a live row shows beside its key: values of the wanted columns, null where one has none. */
final class RowContent {

    private final @Nullable CqlValue[] statics;
    private final @Nullable CqlValue[] values;

    /**
     * @param statics values of the partition's static columns
     * @param values of the row's regular columns
     */
    RowContent(@Nullable CqlValue[] statics, @Nullable CqlValue[] values) {
        this.statics = statics;
        this.values = values;
    }

    /** How many columns there are: static ones, then regular ones. */
    int size() {
        return statics.length + values.length;
    }

    @Nullable CqlValue value(int index) {
        return index < statics.length ? statics[index] : values[index - statics.length];
    }
}
