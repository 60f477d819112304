/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.scyllaflink.connector.model.TableName;

/**
 * An open connection to a cluster. Safe for use by several threads; all calls here block unless
 * they say so.
 */
@Internal
public interface CdcCluster extends AutoCloseable {

    /**
     * Reads a table's columns and the state of its log.
     *
     * @throws IllegalArgumentException if there is no such table, CDC was never enabled on it, or
     *     was disabled since; the message names the table and what to do
     */
    CdcTable table(TableName name) throws IOException;

    /** Names of all tables with CDC switched on, in no order. */
    List<TableName> tables() throws IOException;

    /**
     * Reads a table's CDC options as they are now.
     *
     * @throws IllegalArgumentException as {@link #table} does
     */
    CdcOptions options(TableName name) throws IOException;

    /**
     * The generations that hold the table's log.
     *
     * @return the same object for tables that share their generations, as those of all vnode
     *     keyspaces do
     */
    GenerationCatalog generations(TableName name) throws IOException;

    /** Opens the table's log for reading, with all columns. */
    default CdcLog log(CdcTable table) throws IOException {
        return log(table, ColumnSelection.ALL);
    }

    /** Opens the table's log for reading as much of it as is asked for. */
    CdcLog log(CdcTable table, ColumnSelection selection) throws IOException;

    /** The time by the clock of the server that answered. */
    Instant serverTime() throws IOException;

    /** What the session behind the connection is at. Does not block. */
    SessionLoad load();

    @Override
    void close();
}
