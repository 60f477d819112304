/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/**
 * Announces a generation of streams, as large as the last one unless its size is given.
 *
 * @param times of the generation
 */
record NewGenerationOrder(SetTimes times, int vnodes, int shards) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER NEW GENERATION AT <millis> [WITH VNODES <n> SHARDS <m>]"
                            + " [PUBLISHED AT <published>]",
                    arguments -> of(arguments, StreamSets.GENERATIONS, System.currentTimeMillis()));

    static NewGenerationOrder of(
            OrderArguments arguments, Generations generations, long nowMillis) {
        Generation last = generations.last();
        return new NewGenerationOrder(
                SetTimes.of(arguments, nowMillis),
                arguments.countOr("n", last.vnodes()),
                arguments.countOr("m", last.shards()));
    }

    @Override
    public void execute() {
        StreamSets.announce(times, vnodes, shards);
    }
}
