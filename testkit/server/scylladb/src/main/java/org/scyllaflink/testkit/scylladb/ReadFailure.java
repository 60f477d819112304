/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.cassandra.db.ConsistencyLevel;
import org.apache.cassandra.exceptions.OverloadedException;
import org.apache.cassandra.exceptions.ReadTimeoutException;
import org.apache.cassandra.exceptions.UnavailableException;
import org.apache.cassandra.transport.ServerError;

/** How a read can go wrong by order. */
enum ReadFailure {
    READ_TIMEOUT,
    OVERLOADED,
    SERVER_ERROR,
    UNAVAILABLE,
    NO_ANSWER;

    /** Longer than any client waits; a thread of the server is lost that long. */
    private static final long SILENCE_SECONDS = 300;

    /** What an order is written with. */
    static final String CHOICE = "READ_TIMEOUT|OVERLOADED|SERVER_ERROR|UNAVAILABLE|NO_ANSWER";

    /** Returns the failure that is written behind {@code WITH}. */
    static ReadFailure of(OrderArguments arguments) {
        return valueOf(arguments.choice(CHOICE));
    }

    /**
     * Fails a read.
     *
     * @param consistency that was asked for
     * @param endOfSilence until when a read without an answer waits
     */
    RuntimeException strike(ConsistencyLevel consistency, CountDownLatch endOfSilence) {
        return switch (this) {
            case READ_TIMEOUT -> new ReadTimeoutException(consistency, 0, 1, false);
            case OVERLOADED -> new OverloadedException("overloaded by a test's order");
            case SERVER_ERROR -> new ServerError("server error by a test's order");
            case UNAVAILABLE -> UnavailableException.create(consistency, 1, 0);
            case NO_ANSWER -> {
                await(endOfSilence);
                yield new ReadTimeoutException(consistency, 0, 1, false);
            }
        };
    }

    private static void await(CountDownLatch end) {
        try {
            end.await(SILENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
