/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/**
 * Fails the next reads of a table.
 *
 * @param reads how many; each page is a read
 */
record FailReadsOrder(long reads, NamedTable table, ReadFailure failure) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER FAIL <n> READS OF <table> WITH " + ReadFailure.CHOICE,
                    arguments ->
                            new FailReadsOrder(
                                    arguments.number("n"),
                                    NamedTable.of(arguments),
                                    ReadFailure.of(arguments)));

    @Override
    public void execute() {
        ReadFaults.ORDERED.failNext(table.find(), reads, failure);
    }
}
