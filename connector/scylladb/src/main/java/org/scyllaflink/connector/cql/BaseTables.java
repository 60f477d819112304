/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableReads;
import org.scyllaflink.connector.model.TableSchema;

/**
 * The tables of a cluster, with or without CDC. Safe for use by several threads; all calls block
 * unless they say so.
 */
@Internal
public interface BaseTables extends AutoCloseable {

    /**
     * Reads a table's columns.
     *
     * @throws IllegalArgumentException if there is no such table, or it has what is not supported;
     *     the message names table and column
     */
    TableSchema schema(TableName name) throws IOException;

    /**
     * The tokens at which the ring passes from one set of replicas to another, ascending.
     *
     * @return empty if the driver does not know
     */
    List<Long> ring();

    /** The time by the clock of the server that answered. */
    Instant serverTime() throws IOException;

    /**
     * Makes ready to read rows. If there are columns whose times are wanted and the server does not
     * tell, one warning in the JVM names them.
     *
     * @param schema as {@link #schema} told it
     */
    TableScan scan(TableSchema schema, ScannedColumns columns) throws IOException;

    /** Makes ready to read single partitions and rows; closing it closes the connection, too. */
    TableReads reads(TableSchema schema, ScannedColumns columns) throws IOException;

    /** Most rows a page, unless something else is asked for. */
    int pageRows();

    /** What the session behind the connection is at. Does not block. */
    SessionLoad load();

    @Override
    void close();
}
