/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.nio.ByteBuffer;

/**
 * What the 16 bytes of a stream id say.
 *
 * @param token where the stream is on the ring
 * @param vnodeIndex the place of its vnode among all; 0 for every tablet
 * @param version of this layout
 */
record StreamKey(long token, int vnodeIndex, int version) {
    private static final int BYTES = 16;

    static StreamKey of(ByteBuffer id) {
        if (id.remaining() != BYTES) {
            throw new IllegalArgumentException(
                    "stream id of " + id.remaining() + " bytes (expected: " + BYTES + ")");
        }
        long low = id.getLong(id.position() + Long.BYTES);
        return new StreamKey(
                id.getLong(id.position()), (int) (low >>> 4) & 0x3FFFFF, (int) low & 0xF);
    }
}
