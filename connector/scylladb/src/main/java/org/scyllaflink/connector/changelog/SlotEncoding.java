/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Encoding;

/**
 * How slots are written: a code, the time as the distance from the row's newest, then what the code
 * says. The second version has more codes than the first and the same for what the first had.
 */
final class SlotEncoding {

    private static final int EMPTY = 0;
    private static final int LIVE = 1;
    private static final int LIVE_EXPIRING = 2;
    private static final int EXPIRED = 3;
    private static final int DELETED = 4;
    private static final int UNKNOWN = 5;
    private static final int ELEMENTS = 6;
    private static final int CLEARED_ELEMENTS = 7;

    /** Added to the code of a cell that a read told of: of its life it tells the end alone. */
    private static final int READ = 8;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private SlotEncoding() {}

    static void write(
            @Nullable Slot slot, SlotShape shape, long newest, DataOutputSerializer target)
            throws IOException {
        if (slot == null) {
            target.writeByte(EMPTY);
        } else if (slot instanceof Cell cell) {
            writeCell(cell, shape, newest, target);
        } else {
            writeElements((Elements) slot, shape, newest, target);
        }
    }

    /**
     * @param stored shape that the slot was written with
     * @param present shape of the slot that is read
     */
    static @Nullable Slot read(
            SlotShape stored, SlotShape present, long newest, DataInputDeserializer source)
            throws IOException {
        int code = source.readByte();
        if (code == EMPTY) {
            return null;
        }
        return stored.hasElements()
                ? readElements(code, stored, present, newest, source)
                : readCell(code, stored, newest, source);
    }

    private static void writeCell(
            Cell cell, SlotShape shape, long newest, DataOutputSerializer target)
            throws IOException {
        target.writeByte(code(cell));
        Encoding.writeLong(newest - cell.micros(), target);
        if (cell.isExpiring()) {
            if (!cell.isRead()) {
                Encoding.writeInt(cell.ttlSeconds(), target);
            }
            Encoding.writeLong(
                    cell.expirySecond() - usualExpiry(cell.micros(), cell.ttlSeconds()), target);
        }
        if (cell.isLive() && shape.hasValues()) {
            Encoding.writeValue(cell.value(), target);
        }
    }

    private static Cell readCell(
            int code, SlotShape stored, long newest, DataInputDeserializer source)
            throws IOException {
        long micros = newest - Encoding.readLong(source);
        boolean isRead = (code & READ) != 0;
        return switch (code & ~READ) {
            case LIVE -> new Cell(Cell.State.LIVE, micros, readValue(stored, source), 0, 0, isRead);
            case LIVE_EXPIRING, EXPIRED -> {
                int ttlSeconds = isRead ? 0 : Encoding.readInt(source);
                long expirySecond = Encoding.readLong(source) + usualExpiry(micros, ttlSeconds);
                boolean isLive = (code & ~READ) == LIVE_EXPIRING;
                yield new Cell(
                        isLive ? Cell.State.LIVE : Cell.State.EXPIRED,
                        micros,
                        isLive ? readValue(stored, source) : null,
                        ttlSeconds,
                        expirySecond,
                        isRead);
            }
            case DELETED -> Cell.deleted(micros);
            case UNKNOWN -> Cell.unknown(micros);
            default ->
                    throw new IOException(
                            "cell code " + code + " (expected: 0 to 5, or 8 more for a read)");
        };
    }

    private static CqlValue readValue(SlotShape stored, DataInputDeserializer source)
            throws IOException {
        return stored.hasValues() ? Encoding.readValue(source) : Cell.NO_VALUE;
    }

    private static void writeElements(
            Elements elements, SlotShape shape, long newest, DataOutputSerializer target)
            throws IOException {
        boolean isCleared = elements.clearedMicros() != Row.NEVER;
        target.writeByte(isCleared ? CLEARED_ELEMENTS : ELEMENTS);
        if (isCleared) {
            Encoding.writeLong(newest - elements.clearedMicros(), target);
        }
        Encoding.writeInt(elements.size(), target);
        for (int i = 0; i < elements.size(); i++) {
            Encoding.writeValue(elements.element(i).key(), target);
            writeCell(elements.element(i).cell(), shape, newest, target);
        }
    }

    private static Elements readElements(
            int code,
            SlotShape stored,
            SlotShape present,
            long newest,
            DataInputDeserializer source)
            throws IOException {
        if (code != ELEMENTS && code != CLEARED_ELEMENTS) {
            throw new IOException("code of elements " + code + " (expected: 0, 6 or 7)");
        }
        long clearedMicros =
                code == CLEARED_ELEMENTS ? newest - Encoding.readLong(source) : Row.NEVER;
        Elements.Element[] elements = new Elements.Element[Encoding.readInt(source)];
        for (int i = 0; i < elements.length; i++) {
            CqlValue key = Encoding.readValue(source);
            elements[i] =
                    new Elements.Element(key, readCell(source.readByte(), stored, newest, source));
        }
        return new Elements(present, clearedMicros, elements);
    }

    private static int code(Cell cell) {
        int code =
                switch (cell.state()) {
                    case LIVE -> cell.isExpiring() ? LIVE_EXPIRING : LIVE;
                    case EXPIRED -> EXPIRED;
                    case DELETED -> DELETED;
                    case UNKNOWN -> UNKNOWN;
                };
        return cell.isRead() && cell.state() != Cell.State.UNKNOWN ? code | READ : code;
    }

    /** Where the log is the source of a cell, its expiry follows from its time. */
    private static long usualExpiry(long micros, int ttlSeconds) {
        return Math.floorDiv(micros, MICROS_PER_SECOND) + ttlSeconds;
    }
}
