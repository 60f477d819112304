/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.RowMarker;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableSchema;

/** Batches of partition 1 of a table, written down by a test, all at the same time. */
final class TableChanges {

    static final StreamId STREAM = new StreamId(7, 1);
    static final CdcTime TIME = CdcTime.lowest(5_000_001);

    private final TableSchema schema;
    private final List<Change> changes = new ArrayList<>();

    TableChanges(TableSchema schema) {
        this.schema = schema;
    }

    ChangeBatch batch() {
        return new ChangeBatch(STREAM, TIME, changes);
    }

    /**
     * @param clusteringKey null for the static row
     * @param markerTtl null if there is no marker
     * @param deltas one a non-key column
     */
    TableChanges row(
            @Nullable Key clusteringKey,
            @Nullable Integer markerTtl,
            @Nullable RowImage before,
            @Nullable RowImage after,
            ColumnDelta... deltas) {
        changes.add(
                new RowChange(
                        origin(false),
                        Key.of(integer(1)),
                        clusteringKey,
                        markerTtl == null ? null : new RowMarker(markerTtl),
                        List.of(deltas),
                        before,
                        after));
        return this;
    }

    TableChanges rowDelete(Key clusteringKey, @Nullable RowImage before) {
        changes.add(new RowDelete(origin(false), Key.of(integer(1)), clusteringKey, before));
        return this;
    }

    TableChanges expiredRow(Key clusteringKey, @Nullable RowImage before) {
        changes.add(new RowDelete(origin(true), Key.of(integer(1)), clusteringKey, before));
        return this;
    }

    TableChanges rangeDelete(RangeDelete.Bound start, RangeDelete.Bound end) {
        changes.add(new RangeDelete(origin(false), Key.of(integer(1)), start, end));
        return this;
    }

    TableChanges partitionDelete(@Nullable RowImage before) {
        changes.add(new PartitionDelete(origin(false), Key.of(integer(1)), before));
        return this;
    }

    private ChangeOrigin origin(boolean expiration) {
        return new ChangeOrigin(
                schema, new ChangeId(STREAM, TIME, changes.size()), Instant.EPOCH, expiration);
    }

    static Key key(int value) {
        return Key.of(integer(value));
    }

    static ColumnDelta written(CqlValue value) {
        return new ColumnDelta.Written(value, 0);
    }

    static ColumnDelta added(CqlValue key, @Nullable CqlValue value) {
        return new ColumnDelta.Merged(
                false, List.of(new ColumnDelta.Element(key, value, 0)), List.of());
    }

    static ColumnDelta removed(CqlValue... keys) {
        return new ColumnDelta.Merged(false, List.of(), List.of(keys));
    }

    /** An image that speaks of all columns. */
    static RowImage image(@Nullable CqlValue... values) {
        BitSet all = new BitSet();
        all.set(0, values.length);
        return new RowImage(values, all);
    }

    static CqlValue integer(int value) {
        return CqlValue.of(ByteBuffer.allocate(Integer.BYTES).putInt(0, value));
    }

    static CqlValue smallint(int value) {
        return CqlValue.of(ByteBuffer.allocate(Short.BYTES).putShort(0, (short) value));
    }

    static CqlValue text(String value) {
        return CqlValue.wrap(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A collection, or without the count a tuple. */
    static CqlValue collection(int count, CqlValue... parts) {
        int size = Integer.BYTES;
        for (CqlValue part : parts) {
            size += Integer.BYTES + part.size();
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).putInt(count);
        for (CqlValue part : parts) {
            bytes.putInt(part.size()).put(part.bytes());
        }
        return CqlValue.of(bytes.flip());
    }
}
