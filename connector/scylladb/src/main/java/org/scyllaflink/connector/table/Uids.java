/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.connector.ProviderContext;

/**
 * The uids of operators inside of a scan, by which a compiled plan finds their state in a
 * savepoint. The last operator gets its own from the planner.
 */
record Uids(ProviderContext context) {

    /** Empty if the planner gives none, as without a compiled plan. */
    Optional<String> of(String operator) {
        return context.generateUid(operator);
    }

    /** Names the last operator of a stream, and hands it back. */
    <T> DataStream<T> set(String operator, DataStream<T> stream) {
        if (stream instanceof SingleOutputStreamOperator<T> last) {
            of(operator).ifPresent(last::uid);
        }
        return stream;
    }
}
