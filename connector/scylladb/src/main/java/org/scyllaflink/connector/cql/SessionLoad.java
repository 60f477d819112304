/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.time.Duration;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What a session is at, for all readers that share it.
 *
 * @param requestsInFlight reads of logs that wait for an answer, or for their next attempt
 * @param requestsWaiting reads of logs that wait until they may begin
 * @param retries attempts that were made because one before had failed, since the session was
 *     opened
 * @param bytesReceived bytes of all answers to reads of logs since then
 * @param clockDifference the server's clock minus ours, up to the time that an answer takes; null
 *     until the server has told its time
 */
@Internal
public record SessionLoad(
        int requestsInFlight,
        int requestsWaiting,
        long retries,
        long bytesReceived,
        @Nullable Duration clockDifference) {}
