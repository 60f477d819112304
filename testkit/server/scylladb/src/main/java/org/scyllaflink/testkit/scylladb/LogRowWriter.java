/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import javax.annotation.Nullable;
import org.apache.cassandra.db.Clustering;
import org.apache.cassandra.db.ClusteringBound;
import org.apache.cassandra.db.ClusteringPrefix;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.db.marshal.BooleanType;
import org.apache.cassandra.db.marshal.Int32Type;
import org.apache.cassandra.db.marshal.LongType;
import org.apache.cassandra.db.partitions.PartitionUpdate;
import org.apache.cassandra.db.rows.BTreeRow;
import org.apache.cassandra.db.rows.BufferCell;
import org.apache.cassandra.db.rows.Row;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.utils.TimeUUID;

/** Writes the rows of one group: all have one {@code cdc$time} and count up from 0. */
final class LogRowWriter {
    private static final ByteBuffer TRUE = BooleanType.instance.decompose(true);
    private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;
    private static final long IETF_VARIANT = 0x8000_0000_0000_0000L;

    private final CdcTable table;
    private final ByteBuffer[] partitionKey;
    private final long micros;
    private final long nowInSeconds;
    private final PartitionUpdate.Builder stream;
    private final Author author;
    private final ByteBuffer time;

    /** The time of a second group with the same rows; null without one. */
    @Nullable private final ByteBuffer twinTime;

    private int nextSeqNo;

    /** The row being filled; null before the first. */
    @Nullable private Row.Builder row;

    /**
     * Starts a group.
     *
     * @param table of the change
     * @param key the changed base partition
     * @param micros the write time of the group
     * @param nowInSeconds from which the log rows' TTL runs
     * @param stream takes the rows
     * @param twice whether to write a second group with the same rows
     */
    LogRowWriter(
            CdcTable table,
            DecoratedKey key,
            long micros,
            long nowInSeconds,
            PartitionUpdate.Builder stream,
            Author author,
            boolean twice) {
        this.table = table;
        this.partitionKey = table.split(key);
        this.micros = micros;
        this.nowInSeconds = nowInSeconds;
        this.stream = stream;
        this.author = author;
        this.time = timeuuid(micros).toBytes();
        this.twinTime = twice ? timeuuid(micros).toBytes() : null;
    }

    // Two changes of one microsecond differ in the random half.
    private static TimeUUID timeuuid(long micros) {
        long random = ThreadLocalRandom.current().nextLong();
        return TimeUUID.atUnixMicrosWithLsb(micros, random & ~VARIANT_BITS | IETF_VARIANT);
    }

    void delta(Delta delta) {
        if (delta instanceof Delta.Upsert upsert) {
            upsert(upsert);
        } else if (delta instanceof Delta.RowDelete delete) {
            newRow(author.rowDelete(), delete.clustering());
        } else if (delta instanceof Delta.RangeDelete range) {
            ClusteringBound<?> start = range.slice().start();
            newRow(
                    start.isInclusive()
                            ? Operation.RANGE_START_INCLUSIVE
                            : Operation.RANGE_START_EXCLUSIVE,
                    start);
            ClusteringBound<?> end = range.slice().end();
            newRow(
                    end.isInclusive()
                            ? Operation.RANGE_END_INCLUSIVE
                            : Operation.RANGE_END_EXCLUSIVE,
                    end);
        } else {
            newRow(author.partitionDelete(), Clustering.EMPTY);
        }
    }

    private void upsert(Delta.Upsert upsert) {
        newRow(upsert.insert() ? Operation.INSERT : Operation.UPDATE, upsert.clustering());
        if (upsert.ttl() > 0) {
            set(table.ttl(), LongType.instance.decompose((long) upsert.ttl()));
        }
        if (table.options().delta() == CdcOptions.Delta.FULL) {
            upsert.columns().forEach(this::column);
        }
    }

    private void column(ColumnChange change) {
        if (!table.hasColumn(change.column())) {
            return;
        }
        CdcTable.LogColumn target = table.column(change.column());
        set(target.value(), LogValues.written(change));
        if (target.deletedElements() == null) {
            if (change.cells().get(0).isTombstone()) {
                set(target.deleted(), TRUE);
            }
            return;
        }
        if (!change.deletion().isLive()) {
            set(target.deleted(), TRUE);
        }
        set(target.deletedElements(), LogValues.removed(change));
    }

    /** Begins a row that shows a row as it is before or after the change. */
    void image(Operation operation, Clustering<?> clustering) {
        newRow(operation, clustering);
    }

    /** Adds a column to an image. */
    void imageValue(ColumnMetadata column, ByteBuffer value) {
        set(table.column(column).value(), value);
    }

    /** Adds a column that is shown to have had no value. */
    void imageNull(ColumnMetadata column) {
        set(table.column(column).deleted(), TRUE);
    }

    /** Ends the group; it has at least one row. */
    void end() {
        set(table.endOfBatch(), TRUE);
        endRow();
    }

    private void newRow(Operation operation, ClusteringPrefix<?> clustering) {
        if (row != null) {
            endRow();
        }
        row = BTreeRow.unsortedBuilder();
        row.newRow(Clustering.make(time, Int32Type.instance.decompose(nextSeqNo++)));
        set(table.operation(), operation.value());
        for (int i = 0; i < partitionKey.length; i++) {
            set(table.partitionKey(i), partitionKey[i]);
        }
        for (int i = 0; i < clustering.size(); i++) {
            set(table.clustering(i), clustering.bufferAt(i));
        }
    }

    private void endRow() {
        Row written = row.build();
        stream.add(written);
        if (twinTime != null) {
            Row.Builder twin = BTreeRow.unsortedBuilder();
            twin.newRow(Clustering.make(twinTime, written.clustering().bufferAt(1)));
            written.cells().forEach(twin::addCell);
            stream.add(twin.build());
        }
    }

    private void set(ColumnMetadata column, @Nullable ByteBuffer value) {
        if (value == null) {
            return;
        }
        int ttl = table.options().ttl();
        row.addCell(
                ttl == 0
                        ? BufferCell.live(column, micros, value)
                        : BufferCell.expiring(column, micros, ttl, nowInSeconds, value));
    }
}
