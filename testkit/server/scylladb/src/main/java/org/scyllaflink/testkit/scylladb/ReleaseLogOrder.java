/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/**
 * Ends the delay of a log and writes what it holds back.
 *
 * @param base whose log it is
 */
record ReleaseLogOrder(NamedTable base) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER RELEASE LOG OF <table>",
                    arguments -> new ReleaseLogOrder(NamedTable.of(arguments)));

    @Override
    public void execute() {
        LogFaults.ORDERED.release(base.log());
    }
}
