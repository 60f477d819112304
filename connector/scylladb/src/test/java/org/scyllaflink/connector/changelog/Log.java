/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowMarker;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Changes of a table with one partition and one clustering column, both int, delta by delta; times
 * in microseconds.
 */
final class Log {

    private final TableSchema schema;
    private long batches;

    Log(Column... columns) {
        this.schema = new TableSchema(new TableName("ks", "t"), List.of(columns));
    }

    TableSchema schema() {
        return schema;
    }

    /**
     * @param markerTtl null for an UPDATE
     */
    Change row(long micros, int p, int c, @Nullable Integer markerTtl, ColumnDelta... deltas) {
        RowMarker marker = markerTtl == null ? null : new RowMarker(markerTtl);
        return new RowChange(
                origin(micros, false), key(p), key(c), marker, List.of(deltas), null, null);
    }

    Change statics(long micros, int p, ColumnDelta... deltas) {
        return new RowChange(
                origin(micros, false), key(p), null, null, List.of(deltas), null, null);
    }

    Change rowDelete(long micros, int p, int c) {
        return new RowDelete(origin(micros, false), key(p), key(c), null);
    }

    /** Of the rows from one clustering key to another, both included. */
    Change rangeDelete(long micros, int p, int from, int to) {
        return new RangeDelete(
                origin(micros, false),
                key(p),
                new RangeDelete.Bound(key(from), true),
                new RangeDelete.Bound(key(to), true));
    }

    Change partitionDelete(long micros, int p) {
        return new PartitionDelete(origin(micros, false), key(p), null);
    }

    /** As the server deletes what has a per-row TTL. */
    Change partitionExpiration(long micros, int p) {
        return new PartitionDelete(origin(micros, true), key(p), null);
    }

    Change rowExpiration(long micros, int p, int c) {
        return new RowDelete(origin(micros, true), key(p), key(c), null);
    }

    SnapshotRow read(long logMicros, int p, int c, SnapshotRow.Cell... cells) {
        return new SnapshotRow(origin(logMicros, false), key(p), key(c), List.of(cells));
    }

    SnapshotRow readStatics(long logMicros, int p, SnapshotRow.Cell... cells) {
        return new SnapshotRow(origin(logMicros, false), key(p), null, List.of(cells));
    }

    static ColumnDelta written(int value) {
        return written(value, 0);
    }

    static ColumnDelta written(int value, int ttlSeconds) {
        return new ColumnDelta.Written(integer(value), ttlSeconds);
    }

    static ColumnDelta added(ColumnDelta.Element... elements) {
        return new ColumnDelta.Merged(false, List.of(elements), List.of());
    }

    static ColumnDelta removed(CqlValue... keys) {
        return new ColumnDelta.Merged(false, List.of(), List.of(keys));
    }

    /** The column was set to elements as a whole, to none or null. */
    static ColumnDelta cleared(ColumnDelta.Element... elements) {
        return new ColumnDelta.Merged(true, List.of(elements), List.of());
    }

    static ColumnDelta.Element element(CqlValue key, int value, int ttlSeconds) {
        return new ColumnDelta.Element(key, integer(value), ttlSeconds);
    }

    /** Of a set. */
    static ColumnDelta.Element element(CqlValue key, int ttlSeconds) {
        return new ColumnDelta.Element(key, null, ttlSeconds);
    }

    static CqlValue integer(int value) {
        return CqlValue.wrap(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    static CqlValue text(String value) {
        return CqlValue.wrap(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Place of a field of a user-defined type. */
    static CqlValue field(int position) {
        return CqlValue.wrap(ByteBuffer.allocate(Short.BYTES).putShort((short) position).array());
    }

    /** Key of a list's element. */
    static CqlValue listKey(long micros, long low) {
        UUID time = new UUID(CdcTime.lowest(micros).mostSignificant(), low);
        return CqlValue.wrap(
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(time.getMostSignificantBits())
                        .putLong(time.getLeastSignificantBits())
                        .array());
    }

    private static Key key(int value) {
        return Key.of(integer(value));
    }

    private ChangeOrigin origin(long micros, boolean expiration) {
        CdcTime time = new CdcTime(CdcTime.lowest(micros).mostSignificant(), batches++);
        return new ChangeOrigin(
                schema,
                new ChangeId(new StreamId(1, 1), time, 0),
                Instant.ofEpochMilli(0),
                expiration);
    }
}
