/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.TableSchema;

/**
 * The values of one row by column: those of atomic columns as they are, those of others put
 * together from their elements, in the encoding of their frozen counterparts.
 */
final class CellValues {

    private final CqlType[] types;
    private final CqlValue[] atomic;
    private final List<List<SnapshotRow.Cell>> elements = new ArrayList<>();

    CellValues(TableSchema schema) {
        int columns = schema.columns().size() - schema.keySize();
        types = new CqlType[columns];
        atomic = new CqlValue[columns];
        for (int i = 0; i < columns; i++) {
            types[i] = schema.column(schema.keySize() + i).type();
            elements.add(new ArrayList<>());
        }
    }

    /** Forgets the row before. */
    void clear() {
        for (int i = 0; i < types.length; i++) {
            atomic[i] = null;
            elements.get(i).clear();
        }
    }

    void add(List<SnapshotRow.Cell> cells) {
        for (SnapshotRow.Cell cell : cells) {
            if (types[cell.ordinal()].isAtomic()) {
                atomic[cell.ordinal()] = cell.value();
            } else {
                elements.get(cell.ordinal()).add(cell);
            }
        }
    }

    /**
     * @param ordinal place of the column among the non-key columns
     * @return null if the row has no such value
     */
    @Nullable CqlValue of(int ordinal) {
        CqlType type = types[ordinal];
        List<SnapshotRow.Cell> parts = elements.get(ordinal);
        if (type.isAtomic() || parts.isEmpty()) {
            return atomic[ordinal];
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            if (type instanceof CqlType.UserDefined fields) {
                writeFields(fields.fields().size(), parts, out);
            } else {
                out.writeInt(parts.size());
                for (SnapshotRow.Cell part : parts) {
                    writeElement(type, part, out);
                }
            }
            return CqlValue.wrap(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("a stream in memory failed", e);
        }
    }

    private static void writeElement(CqlType type, SnapshotRow.Cell part, DataOutputStream out)
            throws IOException {
        if (!(type instanceof CqlType.ListOf)) {
            write(part.element(), out);
        }
        if (!(type instanceof CqlType.SetOf)) {
            write(part.value(), out);
        }
    }

    /** Of these an element's key is the field's place, as a smallint. */
    private static void writeFields(int count, List<SnapshotRow.Cell> parts, DataOutputStream out)
            throws IOException {
        CqlValue[] fields = new CqlValue[count];
        for (SnapshotRow.Cell part : parts) {
            int place = ByteBuffer.wrap(part.element().bytes()).getShort();
            if (place < count) {
                fields[place] = part.value();
            }
        }
        for (CqlValue field : fields) {
            write(field, out);
        }
    }

    private static void write(@Nullable CqlValue value, DataOutputStream out) throws IOException {
        if (value == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(value.size());
            out.write(value.bytes());
        }
    }
}
