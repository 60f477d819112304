/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.nio.ByteBuffer;

/**
 * CQL's numbers of variable length: as many bytes follow the first as it begins with ones; its
 * other bits are the highest of the number (native protocol, {@code [vint]}).
 */
final class VariableInt {

    private static final int BYTE_MASK = 0xff;

    private VariableInt() {}

    static long read(ByteBuffer bytes) {
        byte first = bytes.get();
        int following =
                Integer.numberOfLeadingZeros(~first & BYTE_MASK) - (Integer.SIZE - Byte.SIZE);
        long number = first & BYTE_MASK >>> following;
        for (int i = 0; i < following; i++) {
            number = number << Byte.SIZE | bytes.get() & BYTE_MASK;
        }
        return number;
    }
}
