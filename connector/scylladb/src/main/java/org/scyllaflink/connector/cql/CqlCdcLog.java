/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.util.concurrent.CompletionStage;
import org.scyllaflink.connector.model.TableName;

/** The log of a table behind a session of the driver. */
final class CqlCdcLog implements CdcLog {

    private final ScyllaSession session;
    private final RequestLimit.Lane lane;
    private final TableName table;
    private final LogStatements statements;
    private final BatchAssembler.Factory assemblers;
    private final CqlLogTimes times;

    private CqlCdcLog(
            ScyllaSession session,
            TableName table,
            LogStatements statements,
            BatchAssembler.Factory assemblers) {
        this.session = session;
        this.lane = session.lane();
        this.table = table;
        this.statements = statements;
        this.assemblers = assemblers;
        this.times = new CqlLogTimes(session, lane, table);
    }

    /** Blocks. */
    static CqlCdcLog open(
            ScyllaSession session,
            TableName table,
            ColumnSelection selection,
            BatchAssembler.Factory assemblers)
            throws IOException {
        try {
            LogStatements statements = LogStatements.open(session, table, selection);
            return new CqlCdcLog(session, table, statements, assemblers);
        } catch (IOException e) {
            throw new IOException("the log of " + table + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public CompletionStage<LogPage> read(LogRange range) {
        return new RangeReading(session, lane, statements, assemblers, table, range).first();
    }

    @Override
    public CompletionStage<TimesPage> readTimes(LogRange range) {
        return times.read(range);
    }
}
