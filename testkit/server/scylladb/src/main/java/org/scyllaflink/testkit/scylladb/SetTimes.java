/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

/**
 * The times of a set of streams, in milliseconds since the epoch.
 *
 * @param timeMillis from when on it takes writes
 * @param publishedMillis from when on clients see it
 */
record SetTimes(long timeMillis, long publishedMillis) {
    /**
     * Reads {@code AT <millis> [PUBLISHED AT <published>]}; clients see a set at once otherwise.
     */
    static SetTimes of(OrderArguments arguments, long nowMillis) {
        return new SetTimes(
                arguments.number("millis"),
                arguments.has("published") ? arguments.number("published") : nowMillis);
    }
}
