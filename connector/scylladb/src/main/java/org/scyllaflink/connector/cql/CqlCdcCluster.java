/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.scyllaflink.connector.model.TableName;

/** A cluster behind a session of the driver. */
final class CqlCdcCluster implements CdcCluster {

    private final SharedSessions.Handle handle;
    private final BatchAssembler.Factory assemblers;
    private final GenerationCatalog vnodes;

    /** Kept, as what one node told of a table's streams is still true when another lags behind. */
    private final Map<TableName, GenerationCatalog> tablets = new ConcurrentHashMap<>();

    CqlCdcCluster(SharedSessions.Handle handle, BatchAssembler.Factory assemblers) {
        this.handle = handle;
        this.assemblers = assemblers;
        this.vnodes = new VnodeGenerationCatalog(handle.session());
    }

    @Override
    public List<TableName> tables() throws IOException {
        return new SchemaReader(handle.session()).tablesWithCdc();
    }

    @Override
    public CdcTable table(TableName name) throws IOException {
        return new SchemaReader(handle.session()).table(name);
    }

    @Override
    public CdcOptions options(TableName name) throws IOException {
        return new SchemaReader(handle.session()).options(name);
    }

    @Override
    public GenerationCatalog generations(TableName name) throws IOException {
        boolean usesTablets = new SchemaReader(handle.session()).usesTablets(name.keyspace());
        return usesTablets
                ? tablets.computeIfAbsent(
                        name, table -> new TabletGenerationCatalog(handle.session(), table))
                : vnodes;
    }

    @Override
    public CdcLog log(CdcTable table, ColumnSelection selection) throws IOException {
        return CqlCdcLog.open(handle.session(), table.schema().table(), selection, assemblers);
    }

    @Override
    public Instant serverTime() throws IOException {
        return handle.session().schemaVersionNow().serverTime();
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
