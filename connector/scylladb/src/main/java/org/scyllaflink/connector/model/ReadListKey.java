/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.model;

import java.nio.ByteBuffer;
import org.apache.flink.annotation.Internal;

/**
 * Keys that stand for those of elements of a list that a read has found, which it does not show.
 * Their low halves are the lowest of their time, as no server makes them.
 */
@Internal
public final class ReadListKey {

    private static final long SIGN_BITS = 0x8080808080808080L;

    private ReadListKey() {}

    /**
     * @param micros time of the key
     * @param place of the element in its list, from 0; orders keys of one time
     */
    public static CqlValue of(long micros, int place) {
        ByteBuffer bytes =
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(CdcTime.lowest(micros).mostSignificant())
                        .putLong(SIGN_BITS ^ place);
        return CqlValue.of(bytes.flip());
    }

    /** Whether a key of a list's element was made by {@link #of}. */
    public static boolean isOne(CqlValue key) {
        return (time(key).leastSignificant() ^ SIGN_BITS) >>> Integer.SIZE == 0;
    }

    /** The timeuuid that the key of an element of a list is, whoever made it. */
    public static CdcTime time(CqlValue key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.bytes());
        return new CdcTime(bytes.getLong(), bytes.getLong());
    }
}
