/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TokenRange;

/**
 * The generations of a cluster, which all tables of vnode keyspaces share. The server writes a
 * generation's streams before its start, so that whoever sees the start may read the streams
 * (ScyllaDB, {@code docs/dev/cdc.md}).
 */
final class VnodeGenerationCatalog implements GenerationCatalog {

    private static final String STARTS =
            "SELECT time FROM system_distributed.cdc_generation_timestamps WHERE key = 'timestamps'";
    private static final String STREAMS =
            "SELECT range_end, streams FROM system_distributed.cdc_streams_descriptions_v2"
                    + " WHERE time = ?";

    private static final Comparator<StreamId> TOKEN_ORDER =
            Comparator.comparingLong(StreamId::token).thenComparing(Comparator.naturalOrder());

    private final ScyllaSession session;

    VnodeGenerationCatalog(ScyllaSession session) {
        this.session = session;
    }

    @Override
    public List<Instant> starts() throws IOException {
        return query(SimpleStatement.newInstance(STARTS)).stream()
                .map(row -> row.getInstant(0))
                .sorted()
                .toList();
    }

    @Override
    public List<RangeStreams> streams(Instant start) throws IOException {
        NavigableMap<Long, List<StreamId>> byRangeEnd = new TreeMap<>();
        for (Row vnode : query(SimpleStatement.newInstance(STREAMS, start))) {
            byRangeEnd.put(vnode.getLong(0), inTokenOrder(vnode.getSet(1, ByteBuffer.class)));
        }
        if (byRangeEnd.isEmpty()) {
            throw new IOException(
                    "CDC generation "
                            + start
                            + " has no streams in system_distributed.cdc_streams_descriptions_v2"
                            + " (expected: those of every vnode)");
        }
        List<RangeStreams> ranges = new ArrayList<>();
        long after = byRangeEnd.lastKey();
        for (Map.Entry<Long, List<StreamId>> vnode : byRangeEnd.entrySet()) {
            ranges.add(new RangeStreams(new TokenRange(after, vnode.getKey()), vnode.getValue()));
            after = vnode.getKey();
        }
        return ranges;
    }

    private static List<StreamId> inTokenOrder(Set<ByteBuffer> streams) {
        return streams.stream().map(StreamId::of).sorted(TOKEN_ORDER).toList();
    }

    private List<Row> query(SimpleStatement statement) throws IOException {
        // As the server writes them: at QUORUM, or at ONE while it is alone.
        DefaultConsistencyLevel level =
                session.hasSeveralNodes()
                        ? DefaultConsistencyLevel.QUORUM
                        : DefaultConsistencyLevel.ONE;
        try {
            return session.query(statement.setConsistencyLevel(level));
        } catch (IOException e) {
            if (e.getCause() instanceof InvalidQueryException) {
                throw new IOException(
                        "the server does not tell its CDC generations (expected: ScyllaDB 4.4 or"
                                + " newer): "
                                + e.getCause().getMessage(),
                        e.getCause());
            }
            throw e;
        }
    }
}
