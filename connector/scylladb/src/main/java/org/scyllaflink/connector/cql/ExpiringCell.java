/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.ValueParts;

/**
 * A cell with a TTL in an answer.
 *
 * @param place of the element in a non-frozen column; 0 for others
 */
record ExpiringCell(Row row, ScanLayout layout, int ordinal, int place, int ttl) {

    /** Places of write time and TTL in the answer to a question about one cell. */
    private static final int ASKED_WRITE_TIME = 1;

    private static final int ASKED_TTL = 2;

    static @Nullable ExpiringCell firstOf(List<Row> rows, ScanLayout layout) {
        for (Row row : rows) {
            ExpiringCell cell = of(row, layout);
            if (cell != null) {
                return cell;
            }
        }
        return null;
    }

    static @Nullable ExpiringCell lastOf(List<Row> rows, ScanLayout layout) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            ExpiringCell cell = of(rows.get(i), layout);
            if (cell != null) {
                return cell;
            }
        }
        return null;
    }

    private static @Nullable ExpiringCell of(Row row, ScanLayout layout) {
        for (int i = 0; i < layout.ttl.length; i++) {
            ByteBuffer bytes = layout.ttl[i] < 0 ? null : row.getBytesUnsafe(layout.ttl[i]);
            if (bytes == null || bytes.remaining() == 0) {
                continue;
            }
            if (layout.column(i).type().isAtomic()) {
                return new ExpiringCell(row, layout, i, 0, bytes.getInt(bytes.position()));
            }
            ValueParts ttls = ValueParts.of(CqlValue.of(bytes));
            int count = ttls.count();
            for (int place = 0; place < count; place++) {
                CqlValue ttl = ttls.next();
                if (ttl != null) {
                    return new ExpiringCell(row, layout, i, place, number(ttl));
                }
            }
        }
        return null;
    }

    /** Binds the key of the cell's row, of a static one that of its partition. */
    BoundStatement bind(PreparedStatement question) {
        int size =
                layout.isStatic(ordinal)
                        ? layout.schema.partitionKeySize()
                        : layout.schema.keySize();
        BoundStatement bound = question.bind();
        for (int i = 0; i < size; i++) {
            bound = bound.setBytesUnsafe(i, row.getBytesUnsafe(i));
        }
        return bound;
    }

    /** The TTL of the same cell in a later answer; null if it was written again or is gone. */
    @Nullable Integer ttlIn(Row later) {
        ByteBuffer before = row.getBytesUnsafe(layout.writeTime[ordinal]);
        ByteBuffer bytes = later.getBytesUnsafe(ASKED_TTL);
        if (bytes == null || !before.equals(later.getBytesUnsafe(ASKED_WRITE_TIME))) {
            return null;
        }
        if (layout.column(ordinal).type().isAtomic()) {
            return bytes.getInt(bytes.position());
        }
        ValueParts ttls = ValueParts.of(CqlValue.of(bytes));
        int count = ttls.count();
        CqlValue ttl = null;
        for (int i = 0; i <= place && i < count; i++) {
            ttl = ttls.next();
        }
        return ttl == null ? null : number(ttl);
    }

    private static int number(CqlValue value) {
        return ByteBuffer.wrap(value.bytes()).getInt();
    }
}
