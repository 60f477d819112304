/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A partition key, a clustering key, or the first columns of one, in key order.
 *
 * @param values one value a key column
 */
@PublicEvolving
public record Key(List<CqlValue> values) {

    /** The clustering key of a table without clustering columns, and an open bound. */
    public static final Key EMPTY = new Key(List.of());

    public Key {
        values = List.copyOf(values);
    }

    public static Key of(CqlValue... values) {
        return new Key(List.of(values));
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Key that) || values.size() != that.values.size()) {
            return false;
        }
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).equals(that.values.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The same in every JVM, as a Flink key's must be; a record's own need not be. */
    @Override
    public int hashCode() {
        return values.hashCode();
    }

    public CqlValue value(int index) {
        return values.get(index);
    }

    public int size() {
        return values.size();
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }
}
