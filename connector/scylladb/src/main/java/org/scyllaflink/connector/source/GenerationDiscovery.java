/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.CdcConnection;
import org.scyllaflink.connector.cql.CdcTable;
import org.scyllaflink.connector.cql.GenerationCatalog;
import org.scyllaflink.connector.cql.RangeStreams;
import org.scyllaflink.connector.model.TableName;

/**
 * Asks the cluster for the generations of a table. Runs in the enumerator's I/O thread; knows
 * nothing of splits. Only {@link #close()} may come from another thread.
 */
final class GenerationDiscovery implements AutoCloseable {

    private final CdcConnection connection;
    private final TableName name;
    private @Nullable Session session;
    private boolean closed;

    GenerationDiscovery(CdcConnection connection, TableName name) {
        this.connection = connection;
        this.name = name;
    }

    private record Session(CdcCluster cluster, CdcTable table, GenerationCatalog catalog) {}

    /**
     * What the cluster said.
     *
     * @param serverTime taken before the generations were read, so that none of them was announced
     *     earlier and is missing
     * @param starts of all announced generations, ascending
     * @param logTtl life of rows in the log, null if it has no end
     */
    record Discovered(Instant serverTime, List<Instant> starts, @Nullable Duration logTtl) {}

    Discovered discover() throws IOException {
        Session open = session();
        Instant serverTime = open.cluster().serverTime();
        return new Discovered(serverTime, open.catalog().starts(), open.table().logTtl());
    }

    List<RangeStreams> streams(Instant generation) throws IOException {
        return session().catalog().streams(generation);
    }

    private synchronized Session session() throws IOException {
        if (closed) {
            throw new IOException(name + ": the enumerator is closed");
        }
        if (session == null) {
            CdcCluster cluster = connection.connect();
            try {
                session = new Session(cluster, cluster.table(name), cluster.generations(name));
            } finally {
                if (session == null) {
                    cluster.close();
                }
            }
        }
        return session;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (session != null) {
            session.cluster().close();
            session = null;
        }
    }
}
