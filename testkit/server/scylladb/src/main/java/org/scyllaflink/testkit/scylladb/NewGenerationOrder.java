/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/**
 * Announces a generation of streams, as large as the last one unless its size is given.
 *
 * @param timeMillis from which it operates
 */
record NewGenerationOrder(long timeMillis, int vnodes, int shards) implements Order {
    static final OrderKind KIND =
            OrderKind.of(
                    "ORDER NEW GENERATION AT <millis> [WITH VNODES <n> SHARDS <m>]",
                    arguments -> of(arguments, StreamSets.GENERATIONS));

    static NewGenerationOrder of(OrderArguments arguments, Generations generations) {
        Generation last = generations.last();
        return new NewGenerationOrder(
                arguments.number("millis"),
                arguments.countOr("n", last.vnodes()),
                arguments.countOr("m", last.shards()));
    }

    @Override
    public void execute() {
        StreamSets.announce(timeMillis, vnodes, shards);
    }
}
