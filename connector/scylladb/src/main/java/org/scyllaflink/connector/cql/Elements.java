/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.ValueParts;

/**
 * How the log holds the elements of a non-frozen column (ScyllaDB, {@code
 * docs/features/cdc/cdc-advanced-types.rst}).
 */
enum Elements {
    /** A map from the timeuuids of the elements, whose order is the list's. */
    OF_LIST,
    OF_MAP,
    OF_SET,
    /** A value of the type in which null stands for an untouched field. */
    OF_USER_DEFINED;

    /** Null if columns of the type are written as a whole. */
    static @Nullable Elements of(CqlType type) {
        if (type.isAtomic()) {
            return null;
        } else if (type instanceof CqlType.ListOf) {
            return OF_LIST;
        } else if (type instanceof CqlType.MapOf) {
            return OF_MAP;
        }
        return type instanceof CqlType.SetOf ? OF_SET : OF_USER_DEFINED;
    }

    /** Adds the elements of a delta's column X. */
    void read(CqlValue logged, int ttlSeconds, List<ColumnDelta.Element> target) {
        ValueParts parts = ValueParts.of(logged);
        if (this == OF_USER_DEFINED) {
            for (short position = 0; parts.hasNext(); position++) {
                CqlValue field = parts.next();
                if (field != null) {
                    target.add(new ColumnDelta.Element(smallint(position), field, ttlSeconds));
                }
            }
            return;
        }
        int count = parts.count();
        for (int i = 0; i < count; i++) {
            CqlValue key = notNull(parts.next());
            CqlValue value = this == OF_SET ? null : notNull(parts.next());
            target.add(new ColumnDelta.Element(key, value, ttlSeconds));
        }
        parts.end();
    }

    /** The keys in a delta's column {@code cdc$deleted_elements_X}: a set, whatever the type. */
    static List<CqlValue> keys(CqlValue logged) {
        ValueParts parts = ValueParts.of(logged);
        int count = parts.count();
        List<CqlValue> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add(notNull(parts.next()));
        }
        parts.end();
        return keys;
    }

    /** An image's column X as a value of the frozen counterpart of the column's type. */
    CqlValue image(CqlValue logged) {
        if (this != OF_LIST) {
            return logged;
        }
        List<ColumnDelta.Element> elements = new ArrayList<>();
        read(logged, 0, elements);
        int size = Integer.BYTES;
        for (ColumnDelta.Element element : elements) {
            size += Integer.BYTES + element.value().size();
        }
        ByteBuffer list = ByteBuffer.allocate(size).putInt(elements.size());
        for (ColumnDelta.Element element : elements) {
            list.putInt(element.value().size()).put(element.value().bytes());
        }
        return CqlValue.of(list.flip());
    }

    private static CqlValue smallint(short number) {
        return CqlValue.of(ByteBuffer.allocate(Short.BYTES).putShort(0, number));
    }

    private static CqlValue notNull(@Nullable CqlValue part) {
        if (part == null) {
            throw new IllegalArgumentException("element of a collection: null (expected: a value)");
        }
        return part;
    }
}
