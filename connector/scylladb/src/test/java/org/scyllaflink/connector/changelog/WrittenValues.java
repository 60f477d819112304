/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.testkit.model.ListType;
import org.scyllaflink.testkit.model.MapType;
import org.scyllaflink.testkit.model.ModelColumn;
import org.scyllaflink.testkit.model.ModelType;
import org.scyllaflink.testkit.model.SetType;
import org.scyllaflink.testkit.model.UserType;

/** Keys, values and elements of the model as a server would send them. */
final class WrittenValues {

    /** Where the timeuuids of list elements begin; places below 0 come before it. */
    private static final long LIST_MICROS = 1_262_304_000_000_000L;

    /** The half of these timeuuids that a server takes of itself. */
    private static final long LIST_NODE = 1;

    private WrittenValues() {}

    static CqlValue elementKey(ModelType type, Object element) {
        if (type instanceof ListType) {
            CdcTime time = CdcTime.lowest(LIST_MICROS + (Long) element);
            return CqlValue.wrap(
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(time.mostSignificant())
                            .putLong(LIST_NODE)
                            .array());
        } else if (type instanceof UserType udt) {
            int position = udt.fields().indexOf(udt.field(element));
            return CqlValue.wrap(
                    ByteBuffer.allocate(Short.BYTES).putShort((short) position).array());
        }
        return encode(type instanceof MapType map ? map.key() : element(type), element);
    }

    static @Nullable CqlValue value(ModelType type, Object element, Object value) {
        if (type instanceof ListType list) {
            return encode(list.element(), value);
        } else if (type instanceof MapType map) {
            return encode(map.value(), value);
        } else if (type instanceof UserType udt) {
            return encode(udt.field(element).type(), value);
        }
        return null;
    }

    private static ModelType element(ModelType set) {
        return ((SetType) set).element();
    }

    static Key key(List<ModelColumn> columns, List<Object> values) {
        CqlValue[] encoded = new CqlValue[values.size()];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = encode(columns.get(i).type(), values.get(i));
        }
        return Key.of(encoded);
    }

    static CqlValue encode(ModelType type, Object value) {
        return CqlValue.wrap(type.encode(value));
    }
}
