/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/** Ends all ordered faults of all tables. */
record NoFaultsOrder() implements Order {
    static final OrderKind KIND = OrderKind.of("ORDER NO FAULTS", arguments -> new NoFaultsOrder());

    @Override
    public void execute() {
        ReadFaults.ORDERED.clear();
        LogFaults.ORDERED.clear();
        ElementTimes.ORDERED.clear();
    }
}
