/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.scyllaflink.connector.model.Encoding;

/**
 * Rows as state keeps them, on the heap as in RocksDB: one array of bytes a row, a few bytes a cell
 * beside its value. Times are written as distances from the row's newest. Not thread-safe.
 *
 * <p>The second format has a layout's number and more kinds of slots; rows of the first are read as
 * they are, with the first layout.
 */
final class RowEncoding {

    private static final byte FIRST_FORMAT = 1;
    private static final byte FORMAT = 2;

    /** The low half of a row's first byte is its format, the high half says what it has. */
    private static final int FORMAT_BITS = 0xf;

    private static final int FLAGS_SHIFT = 4;
    private static final int HAS_VERSION = 1 << 4;
    private static final int HAS_TOMBSTONE = 1 << 5;
    private static final int HAS_LAYOUT = 1 << 6;

    private final List<Stored> layouts;
    private final SlotShape[] shapes;
    private final DataOutputSerializer target = new DataOutputSerializer(128);
    private final DataInputDeserializer source = new DataInputDeserializer();

    /**
     * @param layouts of rows that may be read, by their numbers; the last is that of the rows that
     *     are written
     * @param shapes of the slots of rows that are written
     */
    RowEncoding(List<Stored> layouts, SlotShape[] shapes) {
        this.layouts = List.copyOf(layouts);
        this.shapes = shapes;
    }

    /** How rows of one layout are read. */
    static final class Stored {

        private final SlotShape[] shapes;
        private final int[] places;

        /**
         * @param places of its slots in the rows that are made
         */
        Stored(SlotShape[] shapes, int[] places) {
            this.shapes = shapes;
            this.places = places;
        }
    }

    byte[] encode(Row row) {
        try {
            target.clear();
            int layout = layouts.size() - 1;
            long newest = Math.max(row.newestMicros(), row.version());
            boolean hasVersion = row.version() != Row.NEVER;
            boolean hasTombstone = row.tombstoneMicros() != Row.NEVER;
            target.writeByte(
                    FORMAT
                            | (hasVersion ? HAS_VERSION : 0)
                            | (hasTombstone ? HAS_TOMBSTONE : 0)
                            | (layout > 0 ? HAS_LAYOUT : 0));
            target.writeLong(newest);
            if (layout > 0) {
                Encoding.writeInt(layout, target);
            }
            if (hasVersion) {
                Encoding.writeLong(newest - row.version(), target);
            }
            if (hasTombstone) {
                Encoding.writeLong(newest - row.tombstoneMicros(), target);
            }
            for (int i = 0; i < shapes.length; i++) {
                SlotEncoding.write(row.slot(i), shapes[i], newest, target);
            }
            return target.getCopyOfBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException("row state", e);
        }
    }

    Row decode(byte[] bytes) {
        try {
            source.setBuffer(bytes);
            int flags = readFlags();
            long newest = source.readLong();
            Stored layout = layout((flags & HAS_LAYOUT) == 0 ? 0 : Encoding.readInt(source));
            long version =
                    (flags & HAS_VERSION) == 0 ? Row.NEVER : newest - Encoding.readLong(source);
            long tombstone =
                    (flags & HAS_TOMBSTONE) == 0 ? Row.NEVER : newest - Encoding.readLong(source);
            Slot[] slots = new Slot[shapes.length];
            for (int i = 0; i < layout.shapes.length; i++) {
                int place = layout.places[i];
                slots[place] = SlotEncoding.read(layout.shapes[i], shapes[place], newest, source);
            }
            if (source.available() > 0) {
                throw new IOException(source.available() + " bytes too many");
            }
            return new Row(slots, tombstone, version);
        } catch (IOException e) {
            throw new UncheckedIOException("row state", e);
        }
    }

    /** The first format had its flags in a byte of their own. */
    private int readFlags() throws IOException {
        int first = source.readByte();
        int format = first & FORMAT_BITS;
        if (format != FIRST_FORMAT && format != FORMAT) {
            throw new IOException("row format " + format + " (expected: 1 or 2)");
        }
        return format == FORMAT ? first : source.readByte() << FLAGS_SHIFT;
    }

    /** A row of which nothing is known but the latest delete that covers it. */
    Row unknownRow(long tombstoneMicros) {
        return new Row(new Slot[shapes.length], tombstoneMicros, Row.NEVER);
    }

    private Stored layout(int number) throws IOException {
        if (number < 0 || number >= layouts.size()) {
            throw new IOException(
                    "row layout " + number + " (expected: less than " + layouts.size() + ")");
        }
        return layouts.get(number);
    }
}
