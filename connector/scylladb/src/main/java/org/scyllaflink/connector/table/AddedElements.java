/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;

/** What a change added to a non-frozen column, as a value of the column's frozen counterpart. */
final class AddedElements {

    private static final int NULL = -1;

    private AddedElements() {}

    /**
     * @param type a non-frozen one
     * @param added in the order of the log
     */
    static CqlValue encode(CqlType type, List<ColumnDelta.Element> added) {
        List<@Nullable CqlValue> parts = new ArrayList<>();
        if (type instanceof CqlType.UserDefined udt) {
            parts.addAll(Collections.nCopies(udt.fields().size(), null));
            for (ColumnDelta.Element field : added) {
                int position = position(field.key());
                // A field that was added to the type since its schema was read.
                if (position < parts.size()) {
                    parts.set(position, field.value());
                }
            }
            return encode(ByteBuffer.allocate(size(parts)), parts);
        }
        for (ColumnDelta.Element element : added) {
            if (!(type instanceof CqlType.ListOf)) {
                parts.add(element.key());
            }
            if (!(type instanceof CqlType.SetOf)) {
                parts.add(element.value());
            }
        }
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + size(parts)).putInt(added.size());
        return encode(bytes, parts);
    }

    /** The position of a field in its type. */
    static int position(CqlValue key) {
        return ByteBuffer.wrap(key.bytes()).getShort();
    }

    private static int size(List<@Nullable CqlValue> parts) {
        int size = 0;
        for (CqlValue part : parts) {
            size += Integer.BYTES + (part == null ? 0 : part.size());
        }
        return size;
    }

    private static CqlValue encode(ByteBuffer bytes, List<@Nullable CqlValue> parts) {
        for (CqlValue part : parts) {
            if (part == null) {
                bytes.putInt(NULL);
            } else {
                bytes.putInt(part.size()).put(part.bytes());
            }
        }
        return CqlValue.of(bytes.flip());
    }
}
