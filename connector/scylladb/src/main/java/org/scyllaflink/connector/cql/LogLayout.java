/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.TableSchema;

/** What can be known of a table's log before its first row. Safe for use by several threads. */
final class LogLayout {

    private final TableSchema schema;
    private final LogKeys keys;
    private final boolean keysOnly;
    private final int firstRegular;
    private final @Nullable Elements[] elements;
    private final boolean[] readsValues;

    LogLayout(CdcTable table, ColumnSelection selection) {
        this.schema = table.schema();
        this.keys = new LogKeys(schema);
        this.keysOnly = table.options().delta() == CdcOptions.Delta.KEYS;
        List<Column> columns = schema.columns().subList(schema.keySize(), schema.columns().size());
        this.firstRegular =
                (int) columns.stream().filter(c -> c.kind() == Column.Kind.STATIC).count();
        this.elements = columns.stream().map(c -> Elements.of(c.type())).toArray(Elements[]::new);
        this.readsValues = new boolean[elements.length];
        for (int i = 0; i < readsValues.length; i++) {
            readsValues[i] = selection.readsValues(columns.get(i));
        }
    }

    TableSchema schema() {
        return schema;
    }

    LogKeys keys() {
        return keys;
    }

    /** Whether deltas tell keys alone. */
    boolean keysOnly() {
        return keysOnly;
    }

    /** How many columns have values: all but those of the key. */
    int size() {
        return elements.length;
    }

    /** Whether values of a column are read as they are. */
    boolean readsValues(int ordinal) {
        return readsValues[ordinal];
    }

    /** How the elements of a column are logged; null if it is written as a whole. */
    @Nullable Elements elements(int ordinal) {
        return elements[ordinal];
    }

    boolean hasStatics() {
        return firstRegular > 0;
    }

    boolean isStatic(int ordinal) {
        return ordinal < firstRegular;
    }

    /** For messages. */
    String name(int ordinal) {
        return schema.column(schema.keySize() + ordinal).name();
    }

    /**
     * Checks that a row of the log which speaks of a column is one that may.
     *
     * @param staticRow whether the row has no clustering key
     * @throws IllegalArgumentException otherwise; names the column
     */
    void checkKind(int ordinal, boolean staticRow) {
        if (isStatic(ordinal) != staticRow) {
            throw new IllegalArgumentException(
                    staticRow
                            ? "column '"
                                    + name(ordinal)
                                    + "' in a row without a clustering key (expected: static"
                                    + " columns alone; rows from before a key column was renamed"
                                    + " have no key either)"
                            : "static column '"
                                    + name(ordinal)
                                    + "' in a row with a clustering key (expected: regular columns"
                                    + " alone)");
        }
    }
}
