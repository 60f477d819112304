/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/**
 * Forgets the stream sets of a table that no living log row can be of.
 *
 * @param table the base table
 * @param nowMillis what counts as now
 */
record CollectStreamsOrder(NamedTable table, long nowMillis) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER COLLECT STREAMS OF <table> [AT <millis>]",
                    arguments ->
                            new CollectStreamsOrder(
                                    NamedTable.of(arguments),
                                    arguments.has("millis")
                                            ? arguments.number("millis")
                                            : System.currentTimeMillis()));

    @Override
    public void execute() {
        StreamSets.TABLETS.collect(table, nowMillis);
    }
}
