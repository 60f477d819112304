/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/**
 * Cuts one tablet into two equal ones with new streams; all others keep theirs.
 *
 * @param tablet its position in the order of tokens, from 0
 * @param table the base table
 * @param times of the new stream set
 */
record SplitTabletOrder(int tablet, NamedTable table, SetTimes times) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER SPLIT TABLET <n> OF <table> AT <millis> [PUBLISHED AT <published>]",
                    arguments ->
                            new SplitTabletOrder(
                                    arguments.count("n"),
                                    NamedTable.of(arguments),
                                    SetTimes.of(arguments, System.currentTimeMillis())));

    @Override
    public void execute() {
        StreamSets.TABLETS.change(
                table, times, (last, random) -> last.withSplit(times, tablet, random));
    }
}
