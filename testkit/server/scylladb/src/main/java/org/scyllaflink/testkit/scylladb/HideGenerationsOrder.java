/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/**
 * Shows clients no generation and no stream set for a while, as in the first moments of a cluster.
 *
 * @param untilMillis when they are there again
 */
record HideGenerationsOrder(long untilMillis) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER HIDE GENERATIONS UNTIL <millis>",
                    arguments -> new HideGenerationsOrder(arguments.number("millis")));

    @Override
    public void execute() {
        ClientView.hideUntil(untilMillis);
    }
}
