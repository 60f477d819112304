/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import org.apache.cassandra.exceptions.InvalidRequestException;

/** What ScyllaDB answers to writes whose time no stream takes. */
final class WriteTimes {
    private WriteTimes() {}

    static void refuseFuture(long writeMicros, long nowMicros) {
        if (writeMicros > nowMicros + StreamTimeline.LEEWAY_MICROS) {
            throw outOfTime("future", "into the future", writeMicros, nowMicros);
        }
    }

    static InvalidRequestException past(long writeMicros, long nowMicros) {
        return outOfTime("past", "into the past", writeMicros, nowMicros);
    }

    static String noStream(long writeMicros) {
        return "could not find any CDC stream for timestamp " + writeMicros + ".";
    }

    private static InvalidRequestException outOfTime(
            String where, String direction, long writeMicros, long nowMicros) {
        return new InvalidRequestException(
                "cdc: attempted to get a stream \"from the "
                        + where
                        + "\" ("
                        + writeMicros
                        + "; current server time: "
                        + nowMicros
                        + "). With CDC you cannot send writes with timestamps too far "
                        + direction
                        + ". Make sure that the writers' clocks agree with the server's.");
    }
}
