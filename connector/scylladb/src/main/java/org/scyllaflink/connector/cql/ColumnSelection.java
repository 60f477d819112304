/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.Serializable;
import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Which columns of a table are read from its log. Those of its key always are.
 *
 * @param wanted names of the columns whose values are asked for
 * @param others what is asked of all others, those among them that are added to the table later
 */
@Internal
public record ColumnSelection(Set<String> wanted, Others others) implements Serializable {

    public static final ColumnSelection ALL = new ColumnSelection(Set.of(), Others.VALUES);

    private static final long serialVersionUID = 1L;

    public ColumnSelection {
        wanted = Set.copyOf(wanted);
    }

    /** What is asked of columns whose values are not wanted. */
    public enum Others {
        /** Their values nevertheless. */
        VALUES,

        /**
         * Whether and how they were written, without their values: these come as no bytes. Columns
         * with non-frozen collections and user-defined types are read whole, as each element lives
         * and dies by itself.
         */
        LIVENESS,

        /** Nothing: as if no write touched them. */
        NOTHING
    }

    /**
     * @throws IllegalArgumentException if the table lacks a wanted column; lists those there are
     */
    public void check(TableSchema schema) {
        wanted.forEach(schema::indexOf);
    }

    /** Whether values of a column come as they are. */
    boolean readsValues(Column column) {
        return others == Others.VALUES
                || isKey(column)
                || wanted.contains(column.name())
                || others == Others.LIVENESS && !column.type().isAtomic();
    }

    /** Whether anything of a column is read. */
    boolean reads(Column column) {
        return others != Others.NOTHING || readsValues(column);
    }

    static boolean isKey(Column column) {
        return column.kind() == Column.Kind.PARTITION_KEY
                || column.kind() == Column.Kind.CLUSTERING;
    }
}
