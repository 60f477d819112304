/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * How numbers, values and keys are written into state and over the network. Every serializer of the
 * connector is made of these, so a form once published never changes here: it gets a new method.
 */
@Internal
public final class Encoding {

    private static final int MORE = 0x80;
    private static final int GROUP = 0x7f;

    private Encoding() {}

    /** Seven bits a byte, low ones first; small numbers of zero or more take one byte. */
    public static void writeInt(int number, DataOutput target) throws IOException {
        int rest = number;
        while ((rest & ~GROUP) != 0) {
            target.writeByte(rest & GROUP | MORE);
            rest >>>= 7;
        }
        target.writeByte(rest);
    }

    public static int readInt(DataInput source) throws IOException {
        int number = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int group = source.readByte();
            number |= (group & GROUP) << shift;
            if (group >= 0) {
                return number;
            }
        }
        throw new IOException("number of more than 5 bytes (expected: at most 5)");
    }

    /** As {@link #writeInt}, signs folded in: numbers near zero take one byte. */
    public static void writeLong(long number, DataOutput target) throws IOException {
        long rest = number << 1 ^ number >> (Long.SIZE - 1);
        while ((rest & ~GROUP) != 0) {
            target.writeByte((int) (rest & GROUP) | MORE);
            rest >>>= 7;
        }
        target.writeByte((int) rest);
    }

    public static long readLong(DataInput source) throws IOException {
        long folded = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int group = source.readByte();
            folded |= (long) (group & GROUP) << shift;
            if (group >= 0) {
                return folded >>> 1 ^ -(folded & 1);
            }
        }
        throw new IOException("number of more than 10 bytes (expected: at most 10)");
    }

    public static void writeValue(CqlValue value, DataOutput target) throws IOException {
        writeInt(value.size(), target);
        target.write(value.bytes());
    }

    public static CqlValue readValue(DataInput source) throws IOException {
        return readBytes(readInt(source), source);
    }

    public static void writeNullable(@Nullable CqlValue value, DataOutput target)
            throws IOException {
        if (value == null) {
            writeInt(0, target);
        } else {
            writeInt(value.size() + 1, target);
            target.write(value.bytes());
        }
    }

    public static @Nullable CqlValue readNullable(DataInput source) throws IOException {
        int sizePlusOne = readInt(source);
        return sizePlusOne == 0 ? null : readBytes(sizePlusOne - 1, source);
    }

    public static void writeKey(Key key, DataOutput target) throws IOException {
        int size = key.size();
        writeInt(size, target);
        for (int i = 0; i < size; i++) {
            writeValue(key.value(i), target);
        }
    }

    public static Key readKey(DataInput source) throws IOException {
        int size = readInt(source);
        if (size == 0) {
            return Key.EMPTY;
        }
        CqlValue[] values = new CqlValue[size];
        for (int i = 0; i < size; i++) {
            values[i] = readValue(source);
        }
        return Key.of(values);
    }

    private static CqlValue readBytes(int size, DataInput source) throws IOException {
        byte[] bytes = new byte[size];
        source.readFully(bytes);
        return CqlValue.wrap(bytes);
    }
}
