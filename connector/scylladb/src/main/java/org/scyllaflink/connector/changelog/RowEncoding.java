/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Encoding;

/**
 * Rows as state keeps them, on the heap as in RocksDB: one array of bytes a row, a few bytes a cell
 * beside its value. Times are written as distances from the row's newest. Not thread-safe.
 *
 * <p>Codes 6 and above are free for cells without their value (columns that nobody reads) and for
 * elements of collections.
 */
final class RowEncoding {

    private static final byte FORMAT = 1;

    private static final int HAS_VERSION = 1;
    private static final int HAS_TOMBSTONE = 1 << 1;

    private static final int UNKNOWN = 0;
    private static final int LIVE = 1;
    private static final int LIVE_EXPIRING = 2;
    private static final int EXPIRED = 3;
    private static final int DELETED = 4;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final int slots;
    private final DataOutputSerializer target = new DataOutputSerializer(128);
    private final DataInputDeserializer source = new DataInputDeserializer();

    /**
     * @param slots of each row: its marker and its regular columns
     */
    RowEncoding(int slots) {
        this.slots = slots;
    }

    byte[] encode(Row row) {
        try {
            target.clear();
            long newest = Math.max(row.newestMicros(), row.version());
            boolean hasVersion = row.version() != Row.NEVER;
            boolean hasTombstone = row.tombstoneMicros() != Row.NEVER;
            target.writeByte(FORMAT);
            target.writeByte((hasVersion ? HAS_VERSION : 0) | (hasTombstone ? HAS_TOMBSTONE : 0));
            target.writeLong(newest);
            if (hasVersion) {
                Encoding.writeLong(newest - row.version(), target);
            }
            if (hasTombstone) {
                Encoding.writeLong(newest - row.tombstoneMicros(), target);
            }
            for (int i = 0; i < slots; i++) {
                writeCell(row.cell(i), newest, i == Row.MARKER);
            }
            return target.getCopyOfBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException("row state", e);
        }
    }

    Row decode(byte[] bytes) {
        try {
            source.setBuffer(bytes);
            byte format = source.readByte();
            if (format != FORMAT) {
                throw new IOException("row format " + format + " (expected: " + FORMAT + ")");
            }
            int flags = source.readByte();
            long newest = source.readLong();
            long version =
                    (flags & HAS_VERSION) == 0 ? Row.NEVER : newest - Encoding.readLong(source);
            long tombstone =
                    (flags & HAS_TOMBSTONE) == 0 ? Row.NEVER : newest - Encoding.readLong(source);
            Cell[] cells = new Cell[slots];
            for (int i = 0; i < slots; i++) {
                cells[i] = readCell(newest, i == Row.MARKER);
            }
            if (source.available() > 0) {
                throw new IOException(source.available() + " bytes too many");
            }
            return new Row(cells, tombstone, version);
        } catch (IOException e) {
            throw new UncheckedIOException("row state", e);
        }
    }

    private void writeCell(@Nullable Cell cell, long newest, boolean isMarker) throws IOException {
        if (cell == null) {
            target.writeByte(UNKNOWN);
            return;
        }
        target.writeByte(code(cell));
        Encoding.writeLong(newest - cell.micros(), target);
        if (cell.isExpiring()) {
            Encoding.writeInt(cell.ttlSeconds(), target);
            Encoding.writeLong(
                    cell.expirySecond() - usualExpiry(cell.micros(), cell.ttlSeconds()), target);
        }
        if (cell.isLive() && !isMarker) {
            Encoding.writeValue(cell.value(), target);
        }
    }

    private @Nullable Cell readCell(long newest, boolean isMarker) throws IOException {
        int code = source.readByte();
        if (code == UNKNOWN) {
            return null;
        }
        long micros = newest - Encoding.readLong(source);
        return switch (code) {
            case LIVE -> new Cell(Cell.State.LIVE, micros, readValue(isMarker), 0, 0);
            case LIVE_EXPIRING, EXPIRED -> {
                int ttlSeconds = Encoding.readInt(source);
                long expirySecond = Encoding.readLong(source) + usualExpiry(micros, ttlSeconds);
                yield code == EXPIRED
                        ? new Cell(Cell.State.EXPIRED, micros, null, ttlSeconds, expirySecond)
                        : new Cell(
                                Cell.State.LIVE,
                                micros,
                                readValue(isMarker),
                                ttlSeconds,
                                expirySecond);
            }
            case DELETED -> Cell.deleted(micros);
            default -> throw new IOException("cell code " + code + " (expected: 0 to 4)");
        };
    }

    private CqlValue readValue(boolean isMarker) throws IOException {
        return isMarker ? Cell.NO_VALUE : Encoding.readValue(source);
    }

    private static int code(Cell cell) {
        return switch (cell.state()) {
            case LIVE -> cell.isExpiring() ? LIVE_EXPIRING : LIVE;
            case EXPIRED -> EXPIRED;
            case DELETED -> DELETED;
        };
    }

    /** Where the log is the source of a cell, its expiry follows from its time. */
    private static long usualExpiry(long micros, int ttlSeconds) {
        return Math.floorDiv(micros, MICROS_PER_SECOND) + ttlSeconds;
    }
}
