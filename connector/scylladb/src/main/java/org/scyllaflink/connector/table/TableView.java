/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.annotation.Internal;

/** As what a table of ScyllaDB can be read from the catalog, told by the end of the name. */
@Internal
enum TableView {
    /** The table's own columns; of a table with CDC as a changelog. */
    ROWS(""),
    /** The same changelog with metadata columns and event time. */
    CHANGELOG("$changelog"),
    /** The changes in its log, as they are. */
    LOG("$log");

    private final String suffix;

    TableView(String suffix) {
        this.suffix = suffix;
    }

    /** The view that a name asks for. ScyllaDB itself allows no '$' in names of tables. */
    static TableView of(String name) {
        for (TableView view : new TableView[] {CHANGELOG, LOG}) {
            if (name.endsWith(view.suffix) && name.length() > view.suffix.length()) {
                return view;
            }
        }
        return ROWS;
    }

    /** The name of the table in ScyllaDB. */
    String tableName(String name) {
        return name.substring(0, name.length() - suffix.length());
    }

    /** Whether the view is one of a table's log. */
    boolean needsCdc() {
        return this != ROWS;
    }

    ChangelogStyle style() {
        return this == LOG ? ChangelogStyle.DELTAS : ChangelogStyle.FULL;
    }
}
