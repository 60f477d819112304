/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/**
 * Lets a log lag behind its base table, until it is released.
 *
 * @param base whose later writes arrive late in the log
 * @param millis by how much
 */
record DelayLogOrder(NamedTable base, long millis) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER DELAY LOG OF <table> BY <millis>",
                    arguments ->
                            new DelayLogOrder(
                                    NamedTable.of(arguments), arguments.number("millis")));

    @Override
    public void execute() {
        LogFaults.ORDERED.delay(base.log(), millis);
    }
}
