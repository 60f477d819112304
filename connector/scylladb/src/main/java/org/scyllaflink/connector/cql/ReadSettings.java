/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.MemorySize;
import org.jspecify.annotations.Nullable;

/**
 * How a session reads.
 *
 * @param requestTimeout how long to wait for one answer
 * @param retryTime for how long a request that fails for a passing reason (a node down, a time-out,
 *     an overload) is repeated before it fails for good
 * @param pageSize rows a page of the log
 * @param requestsInFlight most reads of the log that wait for an answer at a time, over all readers
 *     that share the session
 * @param bytesInFlight roughly the most bytes that these answers bring; lowers the number of
 *     requests when pages are large
 * @param requestsPerSecond most reads of the log that begin in a second, over all readers that
 *     share the session; null for no such limit
 */
@PublicEvolving
public record ReadSettings(
        Duration requestTimeout,
        Duration retryTime,
        int pageSize,
        int requestsInFlight,
        MemorySize bytesInFlight,
        @Nullable Integer requestsPerSecond)
        implements Serializable {

    public static final ReadSettings DEFAULT =
            new ReadSettings(
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(5),
                    5000,
                    64,
                    MemorySize.ofMebiBytes(64),
                    null);

    private static final long serialVersionUID = 1L;

    public ReadSettings {
        require(requestTimeout.compareTo(Duration.ZERO) > 0, "request timeout", requestTimeout);
        if (retryTime.isNegative()) {
            throw new IllegalArgumentException(
                    "retry time: " + retryTime + " (expected: zero or more)");
        }
        require(pageSize > 0, "page size", pageSize);
        require(requestsInFlight > 0, "requests in flight", requestsInFlight);
        require(bytesInFlight.getBytes() > 0, "bytes in flight", bytesInFlight);
        require(
                requestsPerSecond == null || requestsPerSecond > 0,
                "requests per second",
                requestsPerSecond);
    }

    public ReadSettings withRequestTimeout(Duration timeout) {
        return new ReadSettings(
                timeout, retryTime, pageSize, requestsInFlight, bytesInFlight, requestsPerSecond);
    }

    public ReadSettings withRetryTime(Duration time) {
        return new ReadSettings(
                requestTimeout, time, pageSize, requestsInFlight, bytesInFlight, requestsPerSecond);
    }

    public ReadSettings withPageSize(int rows) {
        return new ReadSettings(
                requestTimeout,
                retryTime,
                rows,
                requestsInFlight,
                bytesInFlight,
                requestsPerSecond);
    }

    public ReadSettings withRequestsInFlight(int requests) {
        return new ReadSettings(
                requestTimeout, retryTime, pageSize, requests, bytesInFlight, requestsPerSecond);
    }

    public ReadSettings withBytesInFlight(MemorySize bytes) {
        return new ReadSettings(
                requestTimeout, retryTime, pageSize, requestsInFlight, bytes, requestsPerSecond);
    }

    /** Null for no limit. */
    public ReadSettings withRequestsPerSecond(@Nullable Integer requests) {
        return new ReadSettings(
                requestTimeout, retryTime, pageSize, requestsInFlight, bytesInFlight, requests);
    }

    private static void require(boolean valid, String what, @Nullable Object value) {
        if (!valid) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: more than 0)");
        }
    }
}
