/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The version of the cluster's schema by the word of one node. It changes with every change of any
 * table or type, so that one small question covers all logs that a session reads.
 *
 * @param serverTime when the node answered, by its own clock
 */
record SchemaVersion(UUID id, Instant serverTime, Node node) {

    private static final SimpleStatement QUESTION =
            SimpleStatement.newInstance(
                            "SELECT schema_version, toTimestamp(now()) FROM system.local")
                    .setConsistencyLevel(DefaultConsistencyLevel.ONE);

    /** Does not block. */
    static CompletionStage<SchemaVersion> ask(CqlSession driver) {
        return driver.executeAsync(QUESTION).thenApply(SchemaVersion::of);
    }

    private static SchemaVersion of(AsyncResultSet answer) {
        Row row = answer.one();
        return new SchemaVersion(
                row.getUuid(0), row.getInstant(1), answer.getExecutionInfo().getCoordinator());
    }
}
