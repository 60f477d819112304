/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Values of several parts in the making: what collections and user-defined types have alike. */
final class Encoded {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Encoded number(int number) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        return this;
    }

    /** Adds a value after its length; null has length -1. */
    Encoded part(ModelType type, Object value) {
        if (value == null) {
            return number(-1);
        }
        byte[] part = type.encode(value);
        number(part.length);
        bytes.writeBytes(part);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    static String frozenIf(boolean frozen, String name) {
        return frozen ? "frozen<" + name + ">" : name;
    }
}
