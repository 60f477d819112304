/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/** The example of {@code docs/source.md}: prints the changes of a table. */
public final class PrintChanges {

    private PrintChanges() {}

    /**
     * @param arguments {@code host:port keyspace.table}
     */
    public static void main(String[] arguments) throws Exception {
        ScyllaConnection connection = ScyllaConnection.to(arguments[0]);
        TableName table = TableName.parse(arguments[1]);
        TableSchema schema;
        try (CdcCluster cluster = connection.connect()) {
            schema = cluster.table(table).schema();
        }
        ScyllaCdcSource<Change> source =
                ScyllaCdcSource.<Change>builder()
                        .connection(connection)
                        .table(table)
                        .deserializer(ChangeDeserializationSchema.changes(schema))
                        .startingPoint(StartingPoint.earliest())
                        .confidenceWindow(Duration.ofSeconds(10))
                        .build();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.enableCheckpointing(10_000);
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "changes of " + table)
                .uid("changes")
                .print();
        environment.execute("print changes of " + table);
    }
}
