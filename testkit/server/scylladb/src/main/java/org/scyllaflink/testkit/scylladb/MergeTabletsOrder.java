/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/**
 * Merges one tablet and the next into one with a new stream; all others keep theirs.
 *
 * @param tablet the first one's position in the order of tokens, from 0
 * @param table the base table
 * @param times of the new stream set
 */
record MergeTabletsOrder(int tablet, NamedTable table, SetTimes times) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER MERGE TABLETS <n> OF <table> AT <millis> [PUBLISHED AT <published>]",
                    arguments ->
                            new MergeTabletsOrder(
                                    arguments.count("n"),
                                    NamedTable.of(arguments),
                                    SetTimes.of(arguments, System.currentTimeMillis())));

    @Override
    public void execute() {
        StreamSets.TABLETS.change(
                table, times, (last, random) -> last.withMerge(times, tablet, random));
    }
}
