/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.nio.ByteBuffer;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.ValueOrder;

/**
 * What a slot of a row is for, and how its elements, if it has any, are shown: as the frozen value
 * of the same type.
 */
final class SlotShape {

    static final SlotShape MARKER = new SlotShape(Kind.MARKER, false, (left, right) -> 0, 0);

    private final Kind kind;
    private final boolean isWanted;
    private final Comparator<byte[]> keyOrder;
    private final int fields;

    private SlotShape(Kind kind, boolean isWanted, Comparator<byte[]> keyOrder, int fields) {
        this.kind = kind;
        this.isWanted = isWanted;
        this.keyOrder = keyOrder;
        this.fields = fields;
    }

    private enum Kind {
        MARKER,
        ATOMIC,
        SET,
        LIST,
        MAP,
        USER_DEFINED
    }

    /**
     * @param isWanted whether the column's values are kept
     * @throws IllegalArgumentException if the elements of a collection have no order
     */
    static SlotShape of(Column column, boolean isWanted) {
        CqlType type = column.type();
        if (type.isAtomic()) {
            return new SlotShape(Kind.ATOMIC, isWanted, MARKER.keyOrder, 0);
        } else if (type instanceof CqlType.SetOf set) {
            return new SlotShape(Kind.SET, isWanted, ValueOrder.of(set.element()), 0);
        } else if (type instanceof CqlType.MapOf map) {
            return new SlotShape(Kind.MAP, isWanted, ValueOrder.of(map.key()), 0);
        } else if (type instanceof CqlType.ListOf) {
            return new SlotShape(Kind.LIST, isWanted, ValueOrder.of(CqlType.Native.TIMEUUID), 0);
        }
        return new SlotShape(
                Kind.USER_DEFINED,
                isWanted,
                ValueOrder.of(CqlType.Native.SMALLINT),
                ((CqlType.UserDefined) type).fields().size());
    }

    boolean hasElements() {
        return kind != Kind.MARKER && kind != Kind.ATOMIC;
    }

    boolean isList() {
        return kind == Kind.LIST;
    }

    /** Whether cells are kept with their values. */
    boolean hasValues() {
        return isWanted && kind != Kind.SET;
    }

    int compareKeys(CqlValue left, CqlValue right) {
        return keyOrder.compare(left.bytes(), right.bytes());
    }

    /**
     * @param elements in the order of their keys; dead ones are left out
     * @return null if none is live
     */
    @Nullable CqlValue show(Elements.Element[] elements) {
        return kind == Kind.USER_DEFINED ? fields(elements) : collection(elements);
    }

    private @Nullable CqlValue collection(Elements.Element[] elements) {
        int count = 0;
        int size = Integer.BYTES;
        for (Elements.Element element : elements) {
            if (element.cell().isLive()) {
                count++;
                size += kind == Kind.LIST ? 0 : Integer.BYTES + element.key().size();
                size += kind == Kind.SET ? 0 : Integer.BYTES + element.cell().value().size();
            }
        }
        if (count == 0) {
            return null;
        }
        ByteBuffer value = ByteBuffer.allocate(size).putInt(count);
        for (Elements.Element element : elements) {
            if (element.cell().isLive() && kind != Kind.LIST) {
                put(element.key(), value);
            }
            if (element.cell().isLive() && kind != Kind.SET) {
                put(element.cell().value(), value);
            }
        }
        return CqlValue.wrap(value.array());
    }

    /** Fields that were added since the schema was read are written as well: the value lives. */
    private @Nullable CqlValue fields(Elements.Element[] elements) {
        int count = 0;
        int bytes = 0;
        for (Elements.Element element : elements) {
            if (element.cell().isLive()) {
                count = Math.max(fields, position(element) + 1);
                bytes += element.cell().value().size();
            }
        }
        if (count == 0) {
            return null;
        }
        ByteBuffer value = ByteBuffer.allocate(count * Integer.BYTES + bytes);
        int next = 0;
        for (Elements.Element element : elements) {
            if (element.cell().isLive()) {
                for (; next < position(element); next++) {
                    value.putInt(-1);
                }
                put(element.cell().value(), value);
                next++;
            }
        }
        for (; next < count; next++) {
            value.putInt(-1);
        }
        return CqlValue.wrap(value.array());
    }

    private static int position(Elements.Element element) {
        return ByteBuffer.wrap(element.key().bytes()).getShort();
    }

    private static void put(CqlValue part, ByteBuffer value) {
        value.putInt(part.size()).put(part.bytes());
    }
}
