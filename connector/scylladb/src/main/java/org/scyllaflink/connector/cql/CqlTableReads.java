/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.TableReads;
import org.scyllaflink.connector.model.TableSchema;

/** Single partitions and rows of a table behind a session of the driver. */
final class CqlTableReads implements TableReads {

    private final BaseTables connection;
    private final ScyllaSession session;
    private final RequestLimit.Lane lane;
    private final ScanStatements statements;
    private final PreparedStatement row;
    private final ReadSeconds seconds;

    private CqlTableReads(
            BaseTables connection,
            ScyllaSession session,
            ScanStatements statements,
            PreparedStatement row) {
        this.connection = connection;
        this.session = session;
        this.lane = session.lane();
        this.statements = statements;
        this.row = row;
        this.seconds = new ReadSeconds(session, lane, statements);
    }

    /**
     * Blocks.
     *
     * @param connection closed with the reads
     */
    static CqlTableReads open(
            BaseTables connection,
            ScyllaSession session,
            TableSchema schema,
            ScannedColumns columns)
            throws IOException {
        try {
            ScanStatements statements = ScanStatements.forPartitions(session, schema, columns);
            UntimedColumns.warnOnce(statements.layout());
            return new CqlTableReads(
                    connection,
                    session,
                    statements,
                    session.prepare(statements.layout().rowQuery()));
        } catch (IOException e) {
            throw new IOException(schema.table() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public CompletionStage<List<SnapshotRow>> partition(Key partitionKey, CdcTime origin) {
        RangeScan scan =
                new RangeScan(
                        session,
                        lane,
                        seconds,
                        new RowDecoder(statements.layout(), origin),
                        "partition " + partitionKey + " of " + statements.layout().schema.table());
        return scan.first(
                        statements
                                .settled(ScanStatements.bind(statements.main(), partitionKey))
                                .setPageSize(session.connection().reads().pageSize()))
                .thenCompose(page -> rest(page, new ArrayList<>()));
    }

    private static CompletionStage<List<SnapshotRow>> rest(ScanPage page, List<SnapshotRow> rows) {
        page.rows().forEach(scanned -> rows.add(scanned.row()));
        return page.isLast()
                ? CompletableFuture.completedFuture(rows)
                : page.next().thenCompose(next -> rest(next, rows));
    }

    @Override
    public CompletionStage<Boolean> exists(Key partitionKey, Key clusteringKey) {
        RangeScan scan =
                new RangeScan(
                        session,
                        lane,
                        seconds,
                        new RowDecoder(statements.layout(), CdcTime.lowest(0)),
                        "row "
                                + partitionKey
                                + ", "
                                + clusteringKey
                                + " of "
                                + statements.layout().schema.table());
        return scan.exists(
                statements.settled(ScanStatements.bind(row, partitionKey, clusteringKey)));
    }

    @Override
    public void close() {
        connection.close();
    }
}
