/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.CqlValue;

/** The rows of a page, one after the other, straight from their bytes. */
final class PageLogRow implements LogRow {

    /** In place of a value that nobody wants to know. */
    private static final CqlValue UNREAD = CqlValue.wrap(new byte[0]);

    private final LogColumns columns;
    private Row row;

    PageLogRow(LogColumns columns, Row first) {
        this.columns = columns;
        this.row = first;
    }

    PageLogRow at(Row next) {
        row = next;
        return this;
    }

    @Override
    public CdcTime time() {
        ByteBuffer bytes = bytes(columns.time);
        int start = bytes.position();
        return new CdcTime(bytes.getLong(start), bytes.getLong(start + Long.BYTES));
    }

    @Override
    public int sequence() {
        ByteBuffer bytes = bytes(columns.sequence);
        return bytes.getInt(bytes.position());
    }

    @Override
    public int operation() {
        ByteBuffer bytes = bytes(columns.operation);
        if (bytes == null) {
            throw new IllegalArgumentException("cdc$operation: null (expected: a number)");
        }
        return bytes.get(bytes.position());
    }

    @Override
    public int ttlSeconds() {
        ByteBuffer bytes = bytes(columns.ttl);
        return bytes == null ? 0 : Math.toIntExact(bytes.getLong(bytes.position()));
    }

    @Override
    public boolean isEndOfBatch() {
        return isTrue(columns.endOfBatch);
    }

    @Override
    public @Nullable CqlValue value(int column) {
        ByteBuffer bytes = bytes(columns.values[column]);
        if (bytes == null) {
            return null;
        }
        return columns.liveness[column] ? UNREAD : CqlValue.of(bytes);
    }

    @Override
    public boolean isDeleted(int column) {
        return isTrue(columns.deleted[column]);
    }

    @Override
    public @Nullable CqlValue deletedElements(int column) {
        ByteBuffer bytes = bytes(columns.deletedElements[column]);
        return bytes == null ? null : CqlValue.of(bytes);
    }

    private boolean isTrue(int index) {
        ByteBuffer bytes = bytes(index);
        return bytes != null && bytes.get(bytes.position()) != 0;
    }

    private @Nullable ByteBuffer bytes(int index) {
        return index < 0 ? null : row.getBytesUnsafe(index);
    }
}
