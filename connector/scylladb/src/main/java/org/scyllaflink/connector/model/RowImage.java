/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.util.Arrays;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/** The columns of a row before or after a change, as the server logged them. */
@PublicEvolving
public final class RowImage {

    private final @Nullable CqlValue[] values;

    /**
     * @param values one entry a non-key column in the order of the schema, null where the image has
     *     none; not copied, must not change afterwards
     */
    public RowImage(@Nullable CqlValue[] values) {
        this.values = values;
    }

    /**
     * @param ordinal place among the non-key columns, from 0
     * @return null if the column was null or is not part of the image
     */
    public @Nullable CqlValue value(int ordinal) {
        return values[ordinal];
    }

    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowImage that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
