/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import org.apache.cassandra.exceptions.InvalidRequestException;

/**
 * Deletes the expired rows of a table, for which ScyllaDB looks once in a while.
 *
 * @param table that has a column for the time at which a row expires
 */
record ExpireRowsOrder(NamedTable table) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER EXPIRE ROWS OF <table>",
                    arguments -> new ExpireRowsOrder(NamedTable.of(arguments)));

    @Override
    public void execute() {
        RowTtl ttl = RowTtl.of(table.find());
        if (ttl == null) {
            throw new InvalidRequestException(
                    table + ": no column is a TTL (expected: one, as in 'e bigint TTL')");
        }
        new RowExpiry(table.find(), ttl).run();
    }
}
