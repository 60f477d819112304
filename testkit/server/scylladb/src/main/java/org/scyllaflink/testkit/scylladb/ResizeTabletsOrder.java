/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/**
 * Gives a table so many tablets of equal size, each with a new stream, as when ScyllaDB splits or
 * merges all of them.
 *
 * @param tablets how many, a power of two
 * @param table the base table
 * @param times of the new stream set
 */
record ResizeTabletsOrder(int tablets, NamedTable table, SetTimes times) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER TABLETS OF <table> <n> AT <millis> [PUBLISHED AT <published>]",
                    arguments ->
                            new ResizeTabletsOrder(
                                    arguments.count("n"),
                                    NamedTable.of(arguments),
                                    SetTimes.of(arguments, System.currentTimeMillis())));

    @Override
    public void execute() {
        StreamSets.TABLETS.change(
                table,
                times,
                (last, random) ->
                        TabletStreams.create(times, TabletTokens.evenly(tablets), random));
    }
}
