/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TokenRange;

/**
 * The stream sets of one table in a keyspace of tablets, one stream a tablet: a set at each time
 * its tablets were split or merged. Told by virtual tables of whichever node answers (ScyllaDB,
 * {@code db/virtual_tables.cc}); one that lags tells a new set in a later poll.
 */
final class TabletGenerationCatalog implements GenerationCatalog {

    private static final String STARTS =
            "SELECT timestamp FROM system.cdc_timestamps"
                    + " WHERE keyspace_name = ? AND table_name = ?";

    /** State 0: all streams of the set, not just those that it opens or closes. */
    private static final String STREAMS =
            "SELECT stream_id FROM system.cdc_streams"
                    + " WHERE keyspace_name = ? AND table_name = ? AND timestamp = ?"
                    + " AND stream_state = 0";

    private final ScyllaSession session;
    private final TableName table;
    private final PublishedStarts starts = new PublishedStarts();

    TabletGenerationCatalog(ScyllaSession session, TableName table) {
        this.session = session;
        this.table = table;
    }

    @Override
    public List<Instant> starts() throws IOException {
        return starts.with(
                query(STARTS, table.keyspace(), table.table()).stream()
                        .map(row -> row.getInstant(0))
                        .toList());
    }

    @Override
    public List<RangeStreams> streams(Instant start) throws IOException {
        List<StreamId> streams =
                query(STREAMS, table.keyspace(), table.table(), start).stream()
                        .map(row -> StreamId.of(row.getByteBuffer(0)))
                        .toList();
        if (streams.isEmpty()) {
            throw new IOException(
                    "CDC stream set "
                            + start
                            + " of table "
                            + table
                            + " has no streams in system.cdc_streams of the node that answered"
                            + " (expected: one a tablet)");
        }
        return ranges(streams);
    }

    /**
     * @param streams of all tablets of a table, in any order; the token of each is the last one of
     *     its tablet
     */
    static List<RangeStreams> ranges(List<StreamId> streams) {
        List<StreamId> inTokenOrder =
                streams.stream().sorted(Comparator.comparingLong(StreamId::token)).toList();
        List<RangeStreams> ranges = new ArrayList<>(streams.size());
        long after = inTokenOrder.get(inTokenOrder.size() - 1).token();
        for (StreamId stream : inTokenOrder) {
            ranges.add(new RangeStreams(new TokenRange(after, stream.token()), List.of(stream)));
            after = stream.token();
        }
        return ranges;
    }

    private List<Row> query(String cql, Object... values) throws IOException {
        try {
            return session.query(
                    SimpleStatement.newInstance(cql, values)
                            .setConsistencyLevel(DefaultConsistencyLevel.ONE));
        } catch (IOException e) {
            if (e.getCause() instanceof InvalidQueryException) {
                throw new IOException(
                        "the server does not tell the CDC streams of table "
                                + table
                                + ", whose keyspace uses tablets (expected: ScyllaDB 2025.4 or"
                                + " newer): "
                                + e.getCause().getMessage(),
                        e.getCause());
            }
            throw e;
        }
    }
}
