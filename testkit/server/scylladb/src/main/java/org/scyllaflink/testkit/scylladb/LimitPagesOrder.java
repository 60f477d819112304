/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import org.apache.cassandra.exceptions.InvalidRequestException;

/**
 * Ends pages early.
 *
 * @param rows that a page has at most
 * @param table that is read; for a log this cuts groups in two
 */
record LimitPagesOrder(int rows, NamedTable table) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER PAGES OF <n> ROWS FOR <table>",
                    arguments ->
                            new LimitPagesOrder(arguments.count("n"), NamedTable.of(arguments)));

    LimitPagesOrder {
        if (rows < 1) {
            throw new InvalidRequestException("rows of a page: " + rows + " (expected: > 0)");
        }
    }

    @Override
    public void execute() {
        ReadFaults.ORDERED.limitPages(table.find(), rows);
    }
}
