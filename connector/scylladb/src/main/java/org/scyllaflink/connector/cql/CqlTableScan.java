/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.model.TokenRange;

/** The rows of a table behind a session of the driver. */
final class CqlTableScan implements TableScan {

    private final ScyllaSession session;
    private final RequestLimit.Lane lane;
    private final ScanStatements statements;
    private final ReadSeconds seconds;

    private CqlTableScan(ScyllaSession session, ScanStatements statements) {
        this.session = session;
        this.lane = session.lane();
        this.statements = statements;
        this.seconds = new ReadSeconds(session, lane, statements);
    }

    /** Blocks. */
    static CqlTableScan open(ScyllaSession session, TableSchema schema, ScannedColumns columns)
            throws IOException {
        try {
            ScanStatements statements = ScanStatements.forRanges(session, schema, columns);
            UntimedColumns.warnOnce(statements.layout());
            return new CqlTableScan(session, statements);
        } catch (IOException e) {
            throw new IOException(schema.table() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public CompletionStage<ScanPage> read(TokenRange range, CdcTime origin, int pageRows) {
        BoundStatement bound =
                statements
                        .settled(statements.main().bind())
                        .setLong(0, range.after())
                        .setLong(1, range.last())
                        .setPageSize(pageRows);
        return new RangeScan(
                        session,
                        lane,
                        seconds,
                        new RowDecoder(statements.layout(), origin),
                        "rows of "
                                + statements.layout().schema.table()
                                + " with tokens in "
                                + range)
                .first(session.routed(bound, range.last()));
    }
}
