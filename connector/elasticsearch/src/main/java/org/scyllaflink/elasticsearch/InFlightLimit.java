/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import org.apache.flink.connector.base.sink.writer.strategy.RateLimitingStrategy;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;
import org.apache.flink.connector.base.sink.writer.strategy.ResultInfo;

/**
 * A fixed number of bulk requests under way. Flink's own strategy starts with one and grows by ten
 * operations a request, and it learns of congestion by entries handed back, which this sink never
 * does: it backs off inside the request.
 *
 * <p>Used in the task thread only.
 */
final class InFlightLimit implements RateLimitingStrategy {
    private final int maxRequests;
    private final int maxActions;
    private int inFlight;

    InFlightLimit(int maxRequests, int maxActions) {
        this.maxRequests = maxRequests;
        this.maxActions = maxActions;
    }

    @Override
    public void registerInFlightRequest(RequestInfo request) {
        inFlight++;
    }

    @Override
    public void registerCompletedRequest(ResultInfo result) {
        inFlight--;
    }

    @Override
    public boolean shouldBlock(RequestInfo request) {
        return inFlight >= maxRequests;
    }

    @Override
    public int getMaxBatchSize() {
        return maxActions;
    }
}
