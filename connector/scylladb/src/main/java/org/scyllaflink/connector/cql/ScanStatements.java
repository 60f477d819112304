/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.TableSchema;

/** Prepares the statements of reads of a table, in the fullest form that the server takes. */
final class ScanStatements {

    private final ScyllaSession session;
    private final ScanLayout layout;
    private final PreparedStatement main;

    private ScanStatements(ScyllaSession session, ScanLayout layout, PreparedStatement main) {
        this.session = session;
        this.layout = layout;
        this.main = main;
    }

    /** Prepares the read of ranges. Blocks. */
    static ScanStatements forRanges(
            ScyllaSession session, TableSchema schema, ScannedColumns columns) throws IOException {
        ScanLayout layout = layout(session, schema, columns);
        return new ScanStatements(session, layout, session.prepare(layout.rangeQuery()));
    }

    /** Prepares the read of partitions. Blocks. */
    static ScanStatements forPartitions(
            ScyllaSession session, TableSchema schema, ScannedColumns columns) throws IOException {
        ScanLayout layout = layout(session, schema, columns);
        return new ScanStatements(session, layout, session.prepare(layout.partitionQuery()));
    }

    /** Not every server tells the times of elements: whether this one does is tried. */
    private static ScanLayout layout(
            ScyllaSession session, TableSchema schema, ScannedColumns columns) throws IOException {
        ScanLayout modest = new ScanLayout(schema, columns, false);
        if (modest.untimed().isEmpty()) {
            return modest;
        }
        ScanLayout full = new ScanLayout(schema, columns, true);
        try {
            session.prepare(full.rangeQuery());
            return full;
        } catch (IOException e) {
            if (e.getCause() instanceof InvalidQueryException) {
                return modest;
            }
            throw e;
        }
    }

    ScanLayout layout() {
        return layout;
    }

    PreparedStatement main() {
        return main;
    }

    /** Blocks. */
    PreparedStatement prepare(String cql) throws IOException {
        return session.prepare(cql);
    }

    BoundStatement settled(BoundStatement statement) {
        return statement.setConsistencyLevel(session.connection().consistency().level());
    }

    static BoundStatement bind(PreparedStatement statement, Key... keys) {
        BoundStatement bound = statement.bind();
        int next = 0;
        for (Key key : keys) {
            for (int i = 0; i < key.size(); i++) {
                bound = bound.setBytesUnsafe(next++, ByteBuffer.wrap(key.value(i).bytes()));
            }
        }
        return bound;
    }
}
