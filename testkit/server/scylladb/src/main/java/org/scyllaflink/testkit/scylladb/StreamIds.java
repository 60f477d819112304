/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.Random;

/** The 16 bytes of a stream's id: token : 64, random : 38, vnode index : 22, version : 4. */
final class StreamIds {
    private static final int VERSION = 1;
    private static final int INDEX_SHIFT = 4;
    private static final int RANDOM_SHIFT = 26;

    private StreamIds() {}

    /** Makes an id with fresh random bits. */
    static ByteBuffer create(long token, int index, Random random) {
        long low = random.nextLong() << RANDOM_SHIFT | (long) index << INDEX_SHIFT | VERSION;
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(token).putLong(low).flip();
    }

    static long tokenOf(ByteBuffer id) {
        return id.getLong(id.position());
    }
}
