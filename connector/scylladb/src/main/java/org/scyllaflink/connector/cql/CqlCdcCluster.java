/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.scyllaflink.connector.model.TableName;

/** A cluster behind a session of the driver. */
final class CqlCdcCluster implements CdcCluster {

    private final SharedSessions.Handle handle;
    private final GenerationCatalog vnodes;

    CqlCdcCluster(SharedSessions.Handle handle) {
        this.handle = handle;
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
    public GenerationCatalog generations(TableName name) throws IOException {
        if (new SchemaReader(handle.session()).usesTablets(name.keyspace())) {
            throw new IOException(
                    name
                            + ": keyspace '"
                            + name.keyspace()
                            + "' uses tablets, which are not supported yet (expected: a keyspace"
                            + " WITH tablets = {'enabled': false})");
        }
        return vnodes;
    }

    @Override
    public CdcLog log(CdcTable table) throws IOException {
        return CqlCdcLog.open(handle.session(), table.schema());
    }

    @Override
    public Instant serverTime() throws IOException {
        return handle.session()
                .query(SimpleStatement.newInstance("SELECT toTimestamp(now()) FROM system.local"))
                .get(0)
                .getInstant(0);
    }

    @Override
    public void close() {
        handle.close();
    }
}
