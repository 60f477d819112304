/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.scyllaflink.connector.model.TableName;

/** The log of a table behind a session of the driver. */
final class CqlCdcLog implements CdcLog {

    private final ScyllaSession session;
    private final TableName table;
    private final LogStatements statements;

    private CqlCdcLog(ScyllaSession session, TableName table, LogStatements statements) {
        this.session = session;
        this.table = table;
        this.statements = statements;
    }

    /** Blocks. */
    static CqlCdcLog open(ScyllaSession session, TableName table) throws IOException {
        try {
            return new CqlCdcLog(session, table, LogStatements.open(session, table));
        } catch (IOException e) {
            throw new IOException("the log of " + table + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public CompletionStage<LogPage> read(LogRange range) {
        return new RangeReading(session, statements, table, range).first();
    }
}
