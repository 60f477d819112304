/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.MemorySize;

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
 */
@PublicEvolving
public record ReadSettings(
        Duration requestTimeout,
        Duration retryTime,
        int pageSize,
        int requestsInFlight,
        MemorySize bytesInFlight)
        implements Serializable {

    public static final ReadSettings DEFAULT =
            new ReadSettings(
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(5),
                    5000,
                    64,
                    MemorySize.ofMebiBytes(64));

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
    }

    public ReadSettings withRequestTimeout(Duration timeout) {
        return new ReadSettings(timeout, retryTime, pageSize, requestsInFlight, bytesInFlight);
    }

    public ReadSettings withRetryTime(Duration time) {
        return new ReadSettings(requestTimeout, time, pageSize, requestsInFlight, bytesInFlight);
    }

    public ReadSettings withPageSize(int rows) {
        return new ReadSettings(requestTimeout, retryTime, rows, requestsInFlight, bytesInFlight);
    }

    public ReadSettings withRequestsInFlight(int requests) {
        return new ReadSettings(requestTimeout, retryTime, pageSize, requests, bytesInFlight);
    }

    public ReadSettings withBytesInFlight(MemorySize bytes) {
        return new ReadSettings(requestTimeout, retryTime, pageSize, requestsInFlight, bytes);
    }

    private static void require(boolean valid, String what, Object value) {
        if (!valid) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: more than 0)");
        }
    }
}
