/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/** What a change says of one column. Untouched is not null: null is {@link Deleted}. */
@PublicEvolving
public sealed interface ColumnDelta {

    ColumnDelta UNTOUCHED = new Untouched();
    ColumnDelta DELETED = new Deleted();
    ColumnDelta UNLOGGED = new Unlogged();

    /** The write did not mention the column. */
    record Untouched() implements ColumnDelta {}

    /**
     * The log does not tell whether the write touched the column, nor to what: the table's CDC
     * option {@code delta} is {@code keys}. Only the change's key, kind and marker are known, and
     * its images if there are any.
     */
    record Unlogged() implements ColumnDelta {}

    /** An atomic column was set to null or deleted. */
    record Deleted() implements ColumnDelta {}

    /**
     * An atomic column was given a value.
     *
     * @param ttlSeconds life of this cell from the write's time on; 0 if it does not expire
     */
    record Written(CqlValue value, int ttlSeconds) implements ColumnDelta {}

    /**
     * A non-frozen collection or user-defined type was changed element by element. To apply it:
     * drop everything if {@code cleared}, put the elements of {@code added}, then drop those of
     * {@code removed}. Setting the column to null, to an empty value, and deleting it are one and
     * the same: {@code cleared} and nothing added.
     *
     * @param cleared whether all elements written up to one microsecond before the change's time
     *     are gone; elements of this change stand
     * @param removed keys (of a list its timeuuids, of a user-defined type field positions) removed
     */
    record Merged(boolean cleared, List<Element> added, List<CqlValue> removed)
            implements ColumnDelta {
        public Merged {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }

    /**
     * An added or overwritten element.
     *
     * @param key map key, set element, list timeuuid, or field position as smallint
     * @param value null for the elements of a set
     * @param ttlSeconds as in {@link Written}
     */
    record Element(CqlValue key, @Nullable CqlValue value, int ttlSeconds) {}
}
