/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.CdcOptions;
import org.scyllaflink.connector.cql.GenerationCatalog;
import org.scyllaflink.connector.cql.RangeStreams;
import org.scyllaflink.connector.model.TableName;

/**
 * Asks the cluster for tables and their generations. Runs in the enumerator's I/O thread; knows
 * nothing of splits. Only {@link #close()} may come from another thread.
 */
final class GenerationDiscovery implements AutoCloseable {

    private final ReadRequest request;

    /** Tables of the state that are still selected: they must be there. */
    private final Set<TableName> known;

    private final Map<GenerationCatalog, LastStreams> lastStreams = new IdentityHashMap<>();
    private @Nullable Session session;
    private boolean closed;

    GenerationDiscovery(ReadRequest request, Collection<TableName> known) {
        this.request = request;
        this.known = Set.copyOf(known);
    }

    private record Session(CdcCluster cluster, Map<TableName, GenerationCatalog> catalogs) {}

    private record LastStreams(Instant generation, List<RangeStreams> ranges) {}

    /**
     * What the cluster said.
     *
     * @param serverTime taken before the generations were read, so that none of them was announced
     *     earlier and is missing
     * @param tables all that were asked for, the same each time, in the order of their names
     */
    record Discovered(Instant serverTime, Map<TableName, FoundTable> tables) {}

    /**
     * A table as it is.
     *
     * @param starts of all announced generations, ascending
     */
    record FoundTable(CdcOptions options, List<Instant> starts) {}

    /**
     * @throws IllegalArgumentException if a table is not there, or not as it was asked for
     */
    Discovered discover() throws IOException {
        Session open = session();
        Instant serverTime = open.cluster().serverTime();
        Map<GenerationCatalog, List<Instant>> starts = new IdentityHashMap<>();
        Map<TableName, FoundTable> tables = new LinkedHashMap<>();
        for (Map.Entry<TableName, GenerationCatalog> table : open.catalogs().entrySet()) {
            CdcOptions options = open.cluster().options(table.getKey());
            request.demands().check(table.getKey(), options);
            GenerationCatalog catalog = table.getValue();
            if (!starts.containsKey(catalog)) {
                starts.put(catalog, catalog.starts());
            }
            tables.put(table.getKey(), new FoundTable(options, starts.get(catalog)));
        }
        return new Discovered(serverTime, tables);
    }

    /** The streams of a generation; asked for once for all tables that share it. */
    List<RangeStreams> streams(TableName table, Instant generation) throws IOException {
        GenerationCatalog catalog = session().catalogs().get(table);
        @Nullable LastStreams last = lastStreams.get(catalog);
        if (last == null || !last.generation().equals(generation)) {
            last = new LastStreams(generation, catalog.streams(generation));
            lastStreams.put(catalog, last);
        }
        return last.ranges();
    }

    private synchronized Session session() throws IOException {
        if (closed) {
            throw new IOException(request.tables() + ": the enumerator is closed");
        }
        if (session == null) {
            CdcCluster cluster = request.connection().connect();
            try {
                session = new Session(cluster, catalogs(cluster));
            } finally {
                if (session == null) {
                    cluster.close();
                }
            }
        }
        return session;
    }

    private Map<TableName, GenerationCatalog> catalogs(CdcCluster cluster) throws IOException {
        TableSelection selection = request.tables();
        Collection<TableName> existing =
                selection.patterns().isEmpty() ? List.of() : cluster.tables();
        Set<TableName> selected = selection.resolve(existing);
        for (TableName table : known) {
            if (!selected.contains(table)) {
                throw new IllegalArgumentException(
                        "tables: "
                                + selection
                                + " matches "
                                + table
                                + ", which the state holds but which is gone or has no CDC any more"
                                + " (expected: patterns that leave it out)");
            }
        }
        Map<TableName, GenerationCatalog> catalogs = new LinkedHashMap<>();
        for (TableName table : selected) {
            cluster.options(
                    table); // Refuses a table that is not there before its keyspace is asked.
            catalogs.put(table, cluster.generations(table));
        }
        return catalogs;
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
