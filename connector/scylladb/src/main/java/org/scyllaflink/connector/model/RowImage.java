/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.util.Arrays;
import java.util.BitSet;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row before or after a change, as the server logged them: static columns in the
 * image of a partition's static row, regular ones in that of any other row.
 *
 * <p>Non-frozen collections and user-defined types stand here whole, encoded as their frozen
 * counterparts are: a list without the timeuuids of its elements, which the log has.
 *
 * <p>Images are read and computed by the server beside the write, not with it: under concurrent
 * writers they may be stale. With {@code 'preimage': true} and more than one row in a request,
 * ScyllaDB reads only the columns that the first of them touches, and shows the others as null.
 */
@PublicEvolving
public final class RowImage {

    private final @Nullable CqlValue[] values;
    private final BitSet included;

    /**
     * An image that includes the columns with a value and no others.
     *
     * @param values one entry a non-key column in the order of the schema, null where the image has
     *     none; not copied, must not change afterwards
     */
    public RowImage(@Nullable CqlValue[] values) {
        this(values, ofValues(values));
    }

    /**
     * @param values as above
     * @param included ordinals of the columns that the image speaks of, all those with a value
     *     among them; not copied, must not change afterwards
     */
    public RowImage(@Nullable CqlValue[] values, BitSet included) {
        this.values = values;
        this.included = included;
    }

    private static BitSet ofValues(@Nullable CqlValue[] values) {
        BitSet included = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            included.set(i, values[i] != null);
        }
        return included;
    }

    /**
     * @param ordinal place among the non-key columns, from 0
     * @return null if the column was null or is not part of the image
     */
    public @Nullable CqlValue value(int ordinal) {
        return values[ordinal];
    }

    /**
     * Whether the image says what the column was. A post-image does so for all columns of its row,
     * a pre-image for all ({@code 'preimage': 'full'}) or for those that the write touched.
     *
     * @param ordinal place among the non-key columns, from 0
     */
    public boolean includes(int ordinal) {
        return included.get(ordinal);
    }

    /** How many non-key columns the table has. */
    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowImage that
                && Arrays.equals(values, that.values)
                && included.equals(that.included);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values) + " of " + included;
    }
}
