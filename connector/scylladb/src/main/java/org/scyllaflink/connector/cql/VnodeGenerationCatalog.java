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
import org.scyllaflink.connector.model.StreamId;

/**
 * The generations of a cluster, which all tables of vnode keyspaces share. The server writes a
 * generation's streams before its start, so that whoever sees the start may read the streams
 * (ScyllaDB, {@code docs/dev/cdc.md}).
 */
final class VnodeGenerationCatalog implements GenerationCatalog {

    private static final String STARTS =
            "SELECT time FROM system_distributed.cdc_generation_timestamps WHERE key = 'timestamps'";
    private static final String STREAMS =
            "SELECT streams FROM system_distributed.cdc_streams_descriptions_v2 WHERE time = ?";

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
    public List<StreamId> streams(Instant start) throws IOException {
        List<StreamId> streams = new ArrayList<>();
        for (Row vnode : query(SimpleStatement.newInstance(STREAMS, start))) {
            for (ByteBuffer stream : vnode.getSet(0, ByteBuffer.class)) {
                streams.add(StreamId.of(stream));
            }
        }
        if (streams.isEmpty()) {
            throw new IOException(
                    "CDC generation "
                            + start
                            + " has no streams in system_distributed.cdc_streams_descriptions_v2"
                            + " (expected: those of every vnode)");
        }
        streams.sort(TOKEN_ORDER);
        return List.copyOf(streams);
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
