/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import org.apache.cassandra.cql3.BatchQueryOptions;
import org.apache.cassandra.service.ClientState;
import org.apache.cassandra.service.QueryState;
import org.apache.cassandra.transport.Dispatcher.RequestTime;

/**
 * One write request of a client.
 *
 * @param state of the client's connection, for this request
 * @param options bound values, consistency and timestamp; those of a single statement are number 0
 * @param time when the request came
 */
public record WriteRequest(QueryState state, BatchQueryOptions options, RequestTime time) {
    /**
     * Returns the client's connection state.
     *
     * @return user and keyspace
     */
    public ClientState client() {
        return state.getClientState();
    }

    /**
     * Returns the time of statements without {@code USING TIMESTAMP}.
     *
     * @return microseconds since the epoch, the same at every call
     */
    public long timestamp() {
        return options.getTimestamp(state);
    }

    /**
     * Returns the moment from which TTLs run.
     *
     * @return seconds since the epoch, the same at every call
     */
    public long nowInSeconds() {
        return options.getNowInSeconds(state);
    }
}
