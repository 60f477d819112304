/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/**
 * Refuses to tell write times and TTLs of elements, as ScyllaDB does.
 *
 * @param table whose later statements are refused, not those prepared before
 */
record RefuseTimesOrder(NamedTable table) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER REFUSE TIMES OF ELEMENTS IN <table>",
                    arguments -> new RefuseTimesOrder(NamedTable.of(arguments)));

    @Override
    public void execute() {
        ElementTimes.ORDERED.refuse(table.find());
    }
}
