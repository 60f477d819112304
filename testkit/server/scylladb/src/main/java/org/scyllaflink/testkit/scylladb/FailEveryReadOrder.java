/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import org.apache.cassandra.exceptions.InvalidRequestException;

/**
 * Fails every so many-th read of a table, until there are to be no faults.
 *
 * @param interval one read in so many; each page is a read
 */
record FailEveryReadOrder(long interval, NamedTable table, ReadFailure failure) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER FAIL EVERY <n> READS OF <table> WITH " + ReadFailure.CHOICE,
                    arguments ->
                            new FailEveryReadOrder(
                                    arguments.number("n"),
                                    NamedTable.of(arguments),
                                    ReadFailure.of(arguments)));

    FailEveryReadOrder {
        if (interval < 1) {
            throw new InvalidRequestException("every " + interval + " reads (expected: > 0)");
        }
    }

    @Override
    public void execute() {
        ReadFaults.ORDERED.failEvery(table.find(), interval, failure);
    }
}
