/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import java.util.UUID;

/** What a {@code cdc$time} says. */
final class CdcTime {
    private static final long GREGORIAN_OFFSET = 0x01b21dd213814000L;

    private CdcTime() {}

    /** Returns the write's timestamp in microseconds since the epoch. */
    static long micros(UUID time) {
        return Math.floorDiv(time.timestamp() - GREGORIAN_OFFSET, 10);
    }
}
