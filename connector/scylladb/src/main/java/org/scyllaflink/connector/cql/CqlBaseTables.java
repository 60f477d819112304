/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableReads;
import org.scyllaflink.connector.model.TableSchema;

/** Tables behind a session of the driver. */
final class CqlBaseTables implements BaseTables {

    private final SharedSessions.Handle handle;

    CqlBaseTables(SharedSessions.Handle handle) {
        this.handle = handle;
    }

    @Override
    public TableSchema schema(TableName name) throws IOException {
        return new SchemaReader(handle.session()).schema(name);
    }

    @Override
    public List<Long> ring() {
        return handle.session().ring();
    }

    @Override
    public Instant serverTime() throws IOException {
        return handle.session().schemaVersionNow().serverTime();
    }

    @Override
    public TableScan scan(TableSchema schema, ScannedColumns columns) throws IOException {
        return CqlTableScan.open(handle.session(), schema, columns);
    }

    @Override
    public TableReads reads(TableSchema schema, ScannedColumns columns) throws IOException {
        return CqlTableReads.open(this, handle.session(), schema, columns);
    }

    @Override
    public int pageRows() {
        return handle.session().connection().reads().pageSize();
    }

    @Override
    public SessionLoad load() {
        return handle.session().load();
    }

    @Override
    public void close() {
        handle.close();
    }
}
