/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.io.IOException;
import java.time.Instant;
import org.apache.flink.table.api.ValidationException;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.CdcTable;
import org.scyllaflink.connector.cql.ClusterTables;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.cql.TableDescription;
import org.scyllaflink.connector.model.TableName;

/**
 * What the cluster says of a table while a query is planned.
 *
 * @param serverTime of the moment when it was asked
 */
record PlannedTable(CdcTable cdc, Instant serverTime) {

    /**
     * Asks the cluster. Blocks, for some 15 s at the most while it cannot be reached.
     *
     * @throws ValidationException if it cannot be reached, or the table is unknown, has no CDC or
     *     what is not supported; names them, and what to do
     */
    static PlannedTable of(ScyllaConnection configured, TableName name) {
        ScyllaConnection connection = ConfiguredConnection.impatient(configured);
        try (CdcCluster cluster = connection.connect()) {
            try {
                return new PlannedTable(cluster.table(name), cluster.serverTime());
            } catch (IllegalArgumentException e) {
                throw new ValidationException(refusal(connection, name, e));
            }
        } catch (IOException e) {
            throw ShownFailure.whilePlanning(
                    "Table " + name + " cannot be planned: " + e.getMessage(), e);
        }
    }

    private static String refusal(
            ScyllaConnection connection, TableName name, IllegalArgumentException reason)
            throws IOException {
        try (ClusterTables tables = ClusterTables.of(connection)) {
            TableDescription table = tables.table(name);
            return table != null && table.cdc() == null
                    ? reason.getMessage() + ", or 'connector' = 'scylladb' to read it without"
                    : reason.getMessage();
        } catch (IllegalArgumentException e) {
            return reason.getMessage();
        }
    }
}
