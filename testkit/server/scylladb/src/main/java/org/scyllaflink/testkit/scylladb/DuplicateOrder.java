/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/**
 * Lets the next write be logged twice, as a retry of ScyllaDB's does: at the same microsecond, with
 * another random half.
 *
 * @param base whose write it is
 */
record DuplicateOrder(NamedTable base) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER DUPLICATE NEXT GROUP OF <table>",
                    arguments -> new DuplicateOrder(NamedTable.of(arguments)));

    @Override
    public void execute() {
        base.log();
        LogFaults.ORDERED.duplicateNext(base.find());
    }
}
